import { exchangeCode, introspectToken, OAuthError, refreshTokens, revokeToken } from "#modules/oauth";
import { formEndpoint } from "./form-endpoint";

/** RFC 6749 section 3.2. */
export const token = formEndpoint((env, caller, form, now) => {
  const type = form.get("grant_type");
  if (type === undefined) throw new OAuthError("invalid_request", "grant_type is missing.");
  if (type === "authorization_code") return exchangeCode(env, caller, form, now);
  if (type === "refresh_token") return refreshTokens(env, caller, form, now);
  throw new OAuthError("unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
});

/** RFC 7009. The empty object is for clients that insist on JSON. */
export const revoke = formEndpoint(async (env, caller, form, now) => {
  await revokeToken(env, caller, form, now);
  return {};
});

/** RFC 7662. */
export const introspect = formEndpoint(introspectToken);
