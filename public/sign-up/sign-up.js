import { byId, call, explain, formById, onSubmit, say, withReturn } from "/account/forms.js";

byId("other").setAttribute("href", withReturn("/sign-in/"));

onSubmit(formById("sign-up"), async ({ name, email, password }) => {
  const callbackURL = withReturn("/account/verify-email/");
  const answer = await call("POST", "/auth/sign-up/email", { name, email, password, callbackURL });
  if (!answer.ok) return explain(answer);
  byId("sign-up").hidden = true;
  say(`We have sent a link to ${email}. Open it within an hour to confirm the address.`);
  return undefined;
});
