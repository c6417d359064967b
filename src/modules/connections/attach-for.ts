import type { Auth } from "#connectors/sdk";
import type { Bindings } from "../../bindings";
import { attach, type Attached, type Stored } from "./credentials";
import { ownClient } from "./token-endpoint";

/** How an install's credentials go along with a request, our own client's included. @throws CallFailure system without a client */
export function attachFor(env: Bindings, slug: string, auth: Auth, stored: Stored): Attached {
  if (auth.type !== "link") return attach(auth, stored);
  const client = ownClient(env, slug);
  return {
    headers: { [auth.clientIdHeader]: client.client_id, [auth.clientSecretHeader]: client.client_secret },
    query: {},
    body: stored.access_token === undefined ? {} : { [auth.tokenField]: stored.access_token },
  };
}
