import { byId, call, explain, formById, load, onSubmit, say } from "/account/forms.js";

const token = new URLSearchParams(location.search).get("token") ?? "";

void load("/api/v1/user", ({ email }) => {
  byId("who").textContent = email;
  byId("accept").hidden = false;
});

onSubmit(formById("accept"), async () => {
  const answer = await call("POST", "/api/v1/invitations/accept", { token });
  if (!answer.ok) return explain(answer);
  byId("accept").hidden = true;
  byId("continue").hidden = false;
  say(`You are now a member of ${answer.body.builder_name}.`);
  return undefined;
});
