import { byId, call, explain, onPress, onSubmit, say, withReturn } from "/account/forms.js";

function row(title, text, ...more) {
  const item = document.createElement("li");
  const about = document.createElement("p");
  const strong = document.createElement("strong");
  const small = document.createElement("small");
  strong.textContent = title;
  small.textContent = text;
  about.append(strong, document.createElement("br"), small);
  item.append(about, ...more);
  return item;
}

function revokeButton(builder, app) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Revoke";
  button.setAttribute("aria-label", `Revoke ${app.name} at ${builder.name}`);
  let asked = false;
  onPress(button, async () => {
    // The first press asks, the second does it.
    if (!asked) {
      asked = true;
      button.textContent = "End all access";
      button.setAttribute("aria-label", `End all access of ${app.name} to ${builder.name}`);
      return;
    }
    const path = `/api/v1/oauth/authorized-apps/${app.id}`;
    const answer = await call("DELETE", path, undefined, { "x-builder-id": builder.id });
    if (answer.ok) {
      say(`${app.name} has no access to ${builder.name} any more.`);
      await show();
    } else say(explain(answer), "error");
  });
  return button;
}

async function appRows(builder) {
  const answer = await call("GET", "/api/v1/oauth/authorized-apps?limit=100", undefined, {
    "x-builder-id": builder.id,
  });
  if (!answer.ok) return [];
  return answer.body.data.map((app) => {
    const text = `${builder.name} · ${app.scopes.join(", ")}`;
    return row(app.name, text, ...(builder.role === "member" ? [] : [revokeButton(builder, app)]));
  });
}

async function show() {
  const answer = await call("GET", "/api/v1/builders?limit=100");
  if (!answer.ok) return say(explain(answer), "error");
  const builders = answer.body.data;
  byId("builders").replaceChildren(...builders.map(({ name, role, plan }) => row(name, `${role} · plan ${plan}`)));
  byId("no-builders").hidden = builders.length > 0;
  const apps = [];
  // To name a builder is to choose it: the one that was used last is named last, and stays that.
  for (const builder of builders.toSorted((a, b) => (a.last_used_at < b.last_used_at ? -1 : 1)))
    apps.push(...(await appRows(builder)));
  byId("apps").replaceChildren(...apps);
  byId("no-apps").hidden = apps.length > 0;
}

const me = await call("GET", "/api/v1/user");
if (me.status === 401) location.replace(withReturn("/sign-in/", location.pathname));
else if (me.ok) {
  byId("who").textContent = `${me.body.name}, ${me.body.email}`;
  byId("mine").hidden = false;
  await show();
} else say(explain(me), "error");

onSubmit(byId("create"), async ({ name }) => {
  const answer = await call("POST", "/api/v1/builders", { name });
  if (!answer.ok) return explain(answer);
  byId("create").reset();
  await show();
  say(`${name} is ready, and you are its owner.`);
  return undefined;
});

onSubmit(byId("password"), async ({ current, next }) => {
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
  const answer = await call("POST", "/auth/change-password", body);
  if (!answer.ok) return explain(answer);
  byId("password").reset();
  say("The password is changed.");
  return undefined;
});

onSubmit(byId("sign-out"), async () => {
  const answer = await call("POST", "/auth/sign-out", {});
  if (!answer.ok) return explain(answer);
  location.assign("/sign-in/");
  return undefined;
});
