import { byId, call, explain, formById, onSubmit, returnTo, say, withReturn } from "/account/forms.js";

const verified = withReturn("/account/verify-email/");
byId("other").setAttribute("href", withReturn("/sign-up/"));
if (new URLSearchParams(location.search).has("error")) say("Signing in there did not work. Try again.", "error");

onSubmit(formById("sign-in"), async ({ email, password }) => {
  const answer = await call("POST", "/auth/sign-in/email", { email, password, callbackURL: verified });
  if (answer.body.reason === "EMAIL_NOT_VERIFIED")
    return "Confirm your e-mail address first: we have sent you a new link.";
  if (!answer.ok) return explain(answer);
  location.assign(returnTo());
  return undefined;
});

const { ok, body } = await call("GET", "/auth/providers");
for (const { id, name } of ok ? body.data : []) {
  const form = document.createElement("form");
  const button = document.createElement("button");
  button.textContent = `Sign in with ${name}`;
  form.append(button);
  byId("providers").append(form);
  onSubmit(form, async () => {
    const answer = await call("POST", "/auth/sign-in/social", { provider: id, callbackURL: returnTo() });
    if (!answer.ok) return explain(answer);
    location.assign(answer.body.url);
    return undefined;
  });
}
