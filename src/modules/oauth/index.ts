export type { Caller } from "./authenticate-client";
export {
  authorizedAppList,
  type AuthorizedApp,
  type Grant,
  listAuthorizedApps,
  revokeAuthorizedApp,
} from "./authorized-apps";
export { checkRequest } from "./check-request";
export { type Parameters, readClientCredentials } from "./client-credentials";
export { decideConsent } from "./decide-consent";
export { endAuthorizations, type Ended } from "./end-authorizations";
export { exchangeCode } from "./exchange-code";
export { introspectToken } from "./introspect-token";
export { ENDPOINTS, resourceMetadata, serverMetadata } from "./metadata";
export { OAuthError } from "./oauth-error";
export { type Offer, offerConsent } from "./offer-consent";
export { purgeOauth } from "./purge-oauth";
export { refreshTokens } from "./refresh-tokens";
export { revokeToken } from "./revoke-token";
