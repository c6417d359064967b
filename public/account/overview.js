import { byId, call, explain, formById, load, onSubmit, say } from "/account/forms.js";

const showBuilders = () =>
  load("/api/v1/builders?limit=100", (/** @type {{ data: { name: string, role: string }[] }} */ { data }) => {
    const items = data.map(({ name, role }) => {
      const item = document.createElement("li");
      item.textContent = `${name} (${role})`;
      return item;
    });
    byId("builders").replaceChildren(...items);
    byId("builders-section").hidden = false;
  });

void load("/api/v1/user", ({ name, email }) => {
  byId("who").textContent = `${name}, ${email}`;
  return showBuilders();
});

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
