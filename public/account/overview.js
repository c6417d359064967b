import { byId, call, explain, onSubmit, say, withReturn } from "/account/forms.js";

async function showBuilders() {
  const answer = await call("GET", "/api/v1/builders?limit=100");
  if (!answer.ok) return say(explain(answer), "error");
  const items = answer.body.data.map(({ name, role }) => {
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

onSubmit(byId("create"), async ({ name }) => {
  const answer = await call("POST", "/api/v1/builders", { name });
  if (!answer.ok) return explain(answer);
  byId("create").reset();
  await showBuilders();
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
