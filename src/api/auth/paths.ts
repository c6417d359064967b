type Kind =
  /** Takes a password, or changes one. */
  | "credential"
  /** Sends a mail to the address in the body. */
  | "mail"
  | "plain";

/** Every operation below /auth that exists here; the sign-in library has more. */
export const AUTH_PATHS: Readonly<Record<string, { method: "GET" | "POST"; kind: Kind }>> = {
  "/sign-up/email": { method: "POST", kind: "mail" },
  "/sign-in/email": { method: "POST", kind: "credential" },
  "/sign-in/social": { method: "POST", kind: "plain" },
  "/sign-out": { method: "POST", kind: "plain" },
  "/request-password-reset": { method: "POST", kind: "mail" },
  "/reset-password": { method: "POST", kind: "plain" },
  "/send-verification-email": { method: "POST", kind: "mail" },
  "/change-password": { method: "POST", kind: "plain" },
  "/update-user": { method: "POST", kind: "plain" },
  "/revoke-sessions": { method: "POST", kind: "plain" },
  "/get-session": { method: "GET", kind: "plain" },
  "/verify-email": { method: "GET", kind: "plain" },
  "/callback/rossos": { method: "GET", kind: "plain" },
};
