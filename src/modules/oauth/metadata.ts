import { applicationScopes } from "#modules/access";
import type { Bindings } from "../../bindings";

export const ENDPOINTS = {
  authorize: "/api/v1/oauth/authorize",
  token: "/api/v1/oauth/token",
  revoke: "/api/v1/oauth/revoke",
  introspect: "/api/v1/oauth/introspect",
} as const;

/** RFC 8414 section 2. */
export function serverMetadata({ PUBLIC_URL: issuer }: Pick<Bindings, "PUBLIC_URL">): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: issuer + ENDPOINTS.authorize,
    token_endpoint: issuer + ENDPOINTS.token,
    revocation_endpoint: issuer + ENDPOINTS.revoke,
    introspection_endpoint: issuer + ENDPOINTS.introspect,
    scopes_supported: applicationScopes,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    revocation_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    introspection_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${issuer}/docs/`,
    protected_resources: [issuer],
  };
}

/** RFC 9728 section 2. */
export const resourceMetadata = ({ PUBLIC_URL: issuer }: Pick<Bindings, "PUBLIC_URL">): Record<string, unknown> => ({
  resource: issuer,
  authorization_servers: [issuer],
  scopes_supported: applicationScopes,
  bearer_methods_supported: ["header"],
  resource_name: "RossOS Marketplace API",
  resource_documentation: `${issuer}/docs/api/`,
});
