import { byId, call, explain, formById, onSubmit, say } from "/account/forms.js";

onSubmit(formById("ask"), async ({ email }) => {
  const answer = await call("POST", "/auth/request-password-reset", { email });
  if (!answer.ok) return explain(answer);
  byId("ask").hidden = true;
  say(`If ${email} has an account, a link is on its way. It is good for one hour.`);
  return undefined;
});
