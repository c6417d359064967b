import { byId, call, explain, formById, onSubmit, say, withReturn } from "/account/forms.js";

const token = new URLSearchParams(location.search).get("token") ?? "";
const me = await call("GET", "/api/v1/user");
if (me.status === 401) location.replace(withReturn("/sign-in/", location.pathname + location.search));
else if (me.ok) {
  byId("who").textContent = me.body.email;
  byId("accept").hidden = false;
} else say(explain(me), "error");

onSubmit(formById("accept"), async () => {
  const answer = await call("POST", "/api/v1/invitations/accept", { token });
  if (!answer.ok) return explain(answer);
  byId("accept").hidden = true;
  byId("continue").hidden = false;
  say(`You are now a member of ${answer.body.builder_name}.`);
  return undefined;
});
