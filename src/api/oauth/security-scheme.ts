import { applicationScopes, describeScope } from "#modules/access";
import { ENDPOINTS } from "#modules/oauth";

/** The provider, as an OpenAPI 3.0.3 security scheme. */
export const oauthScheme = {
  type: "oauth2" as const,
  description:
    "An access token that a builder gave an application. Authorization code with PKCE (S256) for every client; `iss` in every answer (RFC 9207). Metadata: `/.well-known/oauth-authorization-server`.",
  flows: {
    authorizationCode: {
      authorizationUrl: ENDPOINTS.authorize,
      tokenUrl: ENDPOINTS.token,
      refreshUrl: ENDPOINTS.token,
      scopes: Object.fromEntries(applicationScopes.map((scope) => [scope, `${describeScope(scope)}.`])),
    },
  },
};

/** The scheme with the scope an operation needs; none for what no application may do. */
export function oauthSecurity(scope: string | null): Record<string, string[]>[] {
  if (scope === null) return [{ oauth2: [] }];
  return (applicationScopes as readonly string[]).includes(scope) ? [{ oauth2: [scope] }] : [];
}
