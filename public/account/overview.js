import { byId, call, explain, formById, onSubmit, say, withReturn } from "/account/forms.js";

async function showBuilders() {
  const answer = await call("GET", "/api/v1/builders?limit=100");
  if (!answer.ok) return say(explain(answer), "error");
  /** @type {{ name: string, role: string }[]} */
  const builders = answer.body.data;
  const items = builders.map(({ name, role }) => {
    const item = document.createElement("li");
    item.textContent = `${name} (${role})`;
    return item;
  });
  byId("builders").replaceChildren(...items);
}

const me = await call("GET", "/api/v1/user");
if (me.status === 401) location.replace(withReturn("/sign-in/", location.pathname));
else if (me.ok) {
  byId("who").textContent = `${me.body.name}, ${me.body.email}`;
  byId("builders-section").hidden = false;
  await showBuilders();
} else say(explain(me), "error");

onSubmit(formById("create"), async ({ name }) => {
  const answer = await call("POST", "/api/v1/builders", { name });
  if (!answer.ok) return explain(answer);
  formById("create").reset();
  await showBuilders();
  say(`${name} is ready, and you are its owner.`);
  return undefined;
});

onSubmit(formById("password"), async ({ current, next }) => {
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
  const answer = await call("POST", "/auth/change-password", body);
  if (!answer.ok) return explain(answer);
  formById("password").reset();
  say("The password is changed.");
  return undefined;
});

onSubmit(formById("sign-out"), async () => {
  const answer = await call("POST", "/auth/sign-out", {});
  if (!answer.ok) return explain(answer);
  location.assign("/sign-in/");
  return undefined;
});
