import type { Mail } from "./mail";

type Person = { email: string; name: string };

export const verificationMail = (user: Person, url: string): Mail => ({
  to: user.email,
  kind: "verify-email",
  subject: "Confirm your e-mail address",
  text: [
    `Hello ${user.name},`,
    "confirm that this address is yours, and your RossOS account is ready. The link is good for one hour.",
    "If you did not sign up, ignore this mail: without a confirmation the account cannot be used.",
  ],
  action: { label: "Confirm this address", url },
});

export const resetMail = (user: Person, url: string): Mail => ({
  to: user.email,
  kind: "reset-password",
  subject: "Choose a new password",
  text: [
    `Hello ${user.name},`,
    "someone asked for a new password for your RossOS account. The link is good for one hour and once; afterwards every session is signed out.",
    "If it was not you, ignore this mail: your password stays as it is.",
  ],
  action: { label: "Choose a new password", url },
});

export const existingAccountMail = (user: Person, url: string): Mail => ({
  to: user.email,
  kind: "existing-account",
  subject: "You already have an account",
  text: [
    `Hello ${user.name},`,
    "someone signed up with this address, which has an account already. Nothing was changed.",
    "If it was you, sign in; if you have forgotten the password, choose a new one there.",
  ],
  action: { label: "Sign in", url },
});
