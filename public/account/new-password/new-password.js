import { byId, call, explain, formById, onSubmit, say } from "/account/forms.js";

const EXPIRED = "The link has expired or was used. Ask for a new one.";

const token = new URLSearchParams(location.hash.slice(1)).get("token");
// The address bar and the history need not keep it.
history.replaceState(null, "", location.pathname);
if (token === null) {
  byId("reset").hidden = true;
  say("Open the link in the mail to choose a new password.", "error");
}

onSubmit(formById("reset"), async ({ password }) => {
  const answer = await call("POST", "/auth/reset-password", { token, newPassword: password });
  if (!answer.ok) return answer.body.reason === "INVALID_TOKEN" ? EXPIRED : explain(answer);
  byId("reset").hidden = true;
  say("The password is changed. Sign in with it.");
  return undefined;
});
