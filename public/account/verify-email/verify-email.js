import { byId, call, explain, formById, onSubmit, returnTo, say, withReturn } from "/account/forms.js";

if (new URLSearchParams(location.search).has("error")) {
  say("The link has expired or is not ours. Ask for a new one.", "error");
  byId("resend").hidden = false;
} else {
  say("Your address is confirmed.");
  byId("continue").hidden = false;
  byId("continue").querySelector("a")?.setAttribute("href", returnTo());
}

onSubmit(formById("resend"), async ({ email }) => {
  const callbackURL = withReturn("/account/verify-email/");
  const answer = await call("POST", "/auth/send-verification-email", { email, callbackURL });
  if (!answer.ok) return explain(answer);
  byId("resend").hidden = true;
  say(`If ${email} waits to be confirmed, a link is on its way.`);
  return undefined;
});
