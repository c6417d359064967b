import { ENDPOINTS, resourceMetadata, serverMetadata } from "#modules/oauth";
import type { Bindings } from "../../bindings";
import { authorize } from "./authorize";
import { metadata } from "./metadata";
import { introspect, revoke, token } from "./token";

type Route = { path: string; serve: (request: Request, env: Bindings) => Promise<Response> | Response };

/** The provider's endpoints. They speak as their RFCs say, with every method answered by themselves. */
export const oauthRoutes: readonly Route[] = [
  { path: ENDPOINTS.authorize, serve: authorize },
  { path: ENDPOINTS.token, serve: token },
  { path: ENDPOINTS.revoke, serve: revoke },
  { path: ENDPOINTS.introspect, serve: introspect },
  { path: "/.well-known/oauth-authorization-server", serve: metadata(serverMetadata) },
  { path: "/.well-known/oauth-protected-resource", serve: metadata(resourceMetadata) },
];
