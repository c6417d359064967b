import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { wordsSchema } from "#models";

type Kind =
  /** Takes a password, or changes one. */
  | "credential"
  /** Sends a mail to the address in the body. */
  | "mail"
  | "plain";

/** What a body must hold; the rest of it, and how long a password is, the sign-in library judges. */
const holding = <S extends z.ZodRawShape>(fields: () => S) => once(() => z.looseObject(fields()));

const text = () => z.string().min(1);
const email = () => z.email().max(254);
const name = () => wordsSchema(200).trim();

type AuthPath = { method: "GET" | "POST"; kind: Kind; body?: () => z.ZodType };

/** Every operation below /auth that exists here; the sign-in library has more. */
export const AUTH_PATHS: Readonly<Record<string, AuthPath>> = {
  "/sign-up/email": {
    method: "POST",
    kind: "mail",
    body: holding(() => ({ name: name(), email: email(), password: text() })),
  },
  "/sign-in/email": { method: "POST", kind: "credential", body: holding(() => ({ email: email(), password: text() })) },
  "/sign-in/social": { method: "POST", kind: "plain", body: holding(() => ({ provider: text() })) },
  "/sign-out": { method: "POST", kind: "plain" },
  "/request-password-reset": { method: "POST", kind: "mail", body: holding(() => ({ email: email() })) },
  "/reset-password": { method: "POST", kind: "plain", body: holding(() => ({ token: text(), newPassword: text() })) },
  "/send-verification-email": { method: "POST", kind: "mail", body: holding(() => ({ email: email() })) },
  "/change-password": {
    method: "POST",
    kind: "plain",
    body: holding(() => ({ currentPassword: text(), newPassword: text() })),
  },
  "/update-user": { method: "POST", kind: "plain", body: holding(() => ({ name: name().optional() })) },
  "/revoke-sessions": { method: "POST", kind: "plain" },
  "/get-session": { method: "GET", kind: "plain" },
  "/verify-email": { method: "GET", kind: "plain" },
  "/callback/rossos": { method: "GET", kind: "plain" },
};
