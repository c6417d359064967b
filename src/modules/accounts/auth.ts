import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { accounts, sessions, users, verifications } from "#db/schema/platform/index";
import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { cookiePrefix } from "./cookie";
import { hashSessionTokens } from "./hash-session-tokens";
import { type Mail, sendMail } from "./mail";
import { existingAccountMail, resetMail, verificationMail } from "./mails";
import { hashPassword, verifyPassword } from "./password";

type Waiter = Pick<ExecutionContext, "waitUntil">;

/** The provider's id in paths and in the table of accounts. */
export const OIDC_PROVIDER = "rossos";
const DAY_S = 86_400;
const times = { createdAt: "created_at", updatedAt: "updated_at" } as const;

/**
 * Answers a request of /auth by better-auth. It is made for each request, so that no promise and no connection of one
 * request is waited for in another; the issuer's discovery is read only where it is needed.
 */
export async function respond(env: Bindings, request: Request, execution: Waiter): Promise<Response> {
  return await betterAuth(optionsOf(env, new URL(request.url), execution)).handler(request);
}

function optionsOf(env: Bindings, url: URL, execution: Waiter) {
  const db = platformOf(env);
  const secure = env.PUBLIC_URL.startsWith("https://");
  return {
    appName: "RossOS Marketplace",
    baseURL: env.PUBLIC_URL,
    basePath: "/auth",
    secret: env.SESSION_SECRET,
    trustedOrigins: [new URL(env.PUBLIC_URL).origin, url.origin],
    database: hashSessionTokens(
      drizzleAdapter(db, { provider: "sqlite", schema: { users, sessions, accounts, verifications } }),
    ),
    user: { modelName: "users", fields: { emailVerified: "email_verified", ...times } },
    session: {
      modelName: "sessions",
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...times,
      },
      expiresIn: 7 * DAY_S,
      updateAge: DAY_S,
    },
    account: accountOptions,
    verification: {
      modelName: "verifications",
      fields: { expiresAt: "expires_at", ...times },
      storeIdentifier: "hashed" as const,
    },
    databaseHooks: { account: { create: { before: withoutTokens }, update: { before: withoutTokens } } },
    ...passwordOptions(env, execution),
    plugins: oidcPlugins(env, url),
    onAPIError: { errorURL: `${env.PUBLIC_URL}/sign-in/`, onError: logUnexpected },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error" as const, log: logFailure },
    advanced: {
      cookiePrefix: cookiePrefix(env.PUBLIC_URL),
      // The prefix says it already, and stricter.
      useSecureCookies: false,
      defaultCookieAttributes: { secure },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      database: { generateId: () => newId(Date.now()), validateSchema: false },
      backgroundTasks: { handler: (work: Promise<unknown>) => execution.waitUntil(work) },
    },
  };
}

const accountOptions = {
  modelName: "accounts",
  fields: {
    userId: "user_id",
    providerId: "provider_id",
    accountId: "account_id",
    accessToken: "access_token",
    refreshToken: "refresh_token",
    idToken: "id_token",
    accessTokenExpiresAt: "access_token_expires_at",
    refreshTokenExpiresAt: "refresh_token_expires_at",
    ...times,
  },
  // The state travels in an encrypted cookie, so the database keeps no code verifier.
  storeStateStrategy: "cookie" as const,
};

/** We never act at the issuer for the user, so its tokens are dropped. */
const withoutTokens = async (account: Record<string, unknown>) => ({
  data: { ...account, accessToken: null, refreshToken: null, idToken: null },
});

function passwordOptions(env: Bindings, execution: Waiter) {
  const deliver = (mail: Mail) =>
    execution.waitUntil(
      sendMail(env, mail).catch((error: unknown) =>
        log("error", "mail not sent", { kind: mail.kind, ...describe(error) }),
      ),
    );
  return {
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      requireEmailVerification: true,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }: { hash: string; password: string }) => verifyPassword(hash, password),
      },
      // The token goes to the page in a fragment, which no server, log or Referer sees.
      sendResetPassword: async ({ user, token }: { user: Person; token: string }) =>
        deliver(resetMail(user, `${env.PUBLIC_URL}/account/new-password/#token=${token}`)),
      onPasswordReset: async ({ user }: { user: { id: string } }) => await proven(env, user.id),
      onExistingUserSignUp: async ({ user }: { user: Person }) =>
        deliver(existingAccountMail(user, `${env.PUBLIC_URL}/sign-in/`)),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: 3600,
      sendVerificationEmail: async ({ user, url }: { user: Person; url: string }) =>
        deliver(verificationMail(user, url)),
    },
  };
}

type Person = { email: string; name: string };

/** Who has read the mail with the reset link has proven the address. */
async function proven(env: Bindings, userId: string): Promise<void> {
  await prepare(platformOf(env), "update users set email_verified = 1 where id = ?1", userId).run();
}

function oidcPlugins(env: Bindings, url: URL) {
  const needed = url.pathname === "/auth/sign-in/social" || url.pathname === `/auth/callback/${OIDC_PROVIDER}`;
  if (env.OIDC_ISSUER === "" || !needed) return [];
  return [
    genericOAuth({
      config: [
        {
          providerId: OIDC_PROVIDER,
          discoveryUrl: `${env.OIDC_ISSUER.replace(/\/$/u, "")}/.well-known/openid-configuration`,
          clientId: env.OIDC_CLIENT_ID,
          ...(env.OIDC_CLIENT_SECRET ? { clientSecret: env.OIDC_CLIENT_SECRET } : {}),
          scopes: ["openid", "email", "profile"],
          pkce: true,
          requireIdTokenVerification: true,
          requireEmailVerification: true,
        },
      ],
    }),
  ];
}

/** Most of what the library calls errors is what users and their browsers do wrong. */
function logFailure(_level: string, message: string, ...details: unknown[]): void {
  const error = details.find((detail) => detail instanceof Error);
  log("warn", "sign-in library", { said: message, ...(error ? describe(error) : {}) });
}

/** What the library means to answer is no failure of ours. */
function logUnexpected(error: unknown): void {
  if (error instanceof Error && error.name === "APIError" && !("statusCode" in error && error.statusCode === 500))
    return;
  log("error", "sign-in library failed", describe(error));
}
