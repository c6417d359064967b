import { applicationScopes, describeScope } from "#modules/access";
import { sessionCookieName } from "#modules/accounts";
import { ENDPOINTS } from "#modules/oauth";
import type { AnyEndpoint, PublicEndpoint } from "./endpoint";

type Requirement = Record<string, string[]>;

const apiKey = {
  type: "http" as const,
  scheme: "bearer",
  bearerFormat: "RossOS API key",
  description:
    "An API key, sent as `Authorization: Bearer ross_live_…` or `ross_test_…` (RFC 6750). Make one in the builder console, or with `POST /api-keys`.",
};

const oauth2 = {
  type: "oauth2" as const,
  description:
    "An access token that a builder gave an application, sent as `Authorization: Bearer ross_at_…`. Authorization code with PKCE (S256) for every client; `iss` in every answer (RFC 9207). Metadata: `/.well-known/oauth-authorization-server`. Tokens are opaque and never JWTs, so there is nothing to decode in them, and nothing that RFC8725 would have to protect.",
  flows: {
    authorizationCode: {
      authorizationUrl: ENDPOINTS.authorize,
      tokenUrl: ENDPOINTS.token,
      refreshUrl: ENDPOINTS.token,
      scopes: Object.fromEntries(applicationScopes.map((scope) => [scope, `${describeScope(scope)}.`])),
    },
  },
};

const cookie = (name: string, description: string) => ({
  type: "apiKey" as const,
  in: "cookie" as const,
  name,
  description,
});

const SAME_ORIGIN =
  "for this site's own pages; it is set by `POST /auth/sign-in/email`. Over https its name begins with `__Host-`, over http, as on a developer's machine, it does not. A call that changes something needs a same-origin `Origin`.";

/** Every way to show who asks, as the document of a version at this address has them. */
export function securitySchemes(serverUrl: string) {
  const name = sessionCookieName(serverUrl);
  return {
    apiKey,
    oauth2,
    session: cookie(
      name,
      `The cookie of a signed-in user, ${SAME_ORIGIN} \`X-Builder-Id\` names the builder to act for; without it, the only or the last used one acts.`,
    ),
    adminSession: cookie(name, `The cookie of a signed-in platform admin, ${SAME_ORIGIN}`),
    client: {
      type: "http" as const,
      scheme: "basic",
      description:
        "An application's `client_id` and `client_secret`, each form-encoded (RFC 6749 section 2.3.1). They may be sent in the form instead, never in both. A public application has no secret and sends `client_id` in the form.",
    },
  };
}

/** What an operation takes. An empty requirement says that no credential is needed. */
export function securityOf(endpoint: AnyEndpoint | PublicEndpoint): Requirement[] {
  if ("respond" in endpoint) return endpoint.optionalCredential ? [{}, { apiKey: [] }, { session: [] }] : [{}];
  if ("caller" in endpoint) return endpoint.caller === "user" ? [{ session: [] }] : [{ adminSession: [] }];
  if (endpoint.roles) return [{ session: [] }];
  return [{ apiKey: [] }, ...tokenOf(endpoint.scope), { session: [] }];
}

/** An access token with the scope an operation needs; none for what no application may do. */
function tokenOf(scope: string | null): Requirement[] {
  if (scope === null) return [{ oauth2: [] }];
  return (applicationScopes as readonly string[]).includes(scope) ? [{ oauth2: [scope] }] : [];
}
