import { byId, call, explain, formById, onSubmit, say } from "/account/forms.js";

const token = new URLSearchParams(location.hash.slice(1)).get("token");
// The address bar and the history need not keep it.
history.replaceState(null, "", location.pathname);
byId(token === null ? "ask" : "reset").hidden = false;

onSubmit(formById("ask"), async ({ email }) => {
  const answer = await call("POST", "/auth/request-password-reset", { email });
  if (!answer.ok) return explain(answer);
  byId("ask").hidden = true;
  say(`If ${email} has an account, a link is on its way. It is good for one hour.`);
  return undefined;
});

onSubmit(formById("reset"), async ({ password }) => {
  const answer = await call("POST", "/auth/reset-password", { token, newPassword: password });
  if (!answer.ok) {
    byId("ask").hidden = answer.body.reason !== "INVALID_TOKEN";
    return answer.body.reason === "INVALID_TOKEN"
      ? "The link has expired or was used. Ask for a new one."
      : explain(answer);
  }
  byId("reset").hidden = true;
  say("The password is changed. Sign in with it.");
  return undefined;
});
