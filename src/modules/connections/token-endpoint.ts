import { once } from "#lib/once";
import { z } from "zod";
import { type Auth, type Answered, type Call, CallFailure, endpoint, type Judgement } from "#connectors/sdk";
import { base64 } from "#lib/digest";
import type { Bindings } from "../../bindings";
import type { Stored } from "./credentials";

export type OAuth = Extract<Auth, { tokenUrl: string }>;
export type Tokens = { access_token: string; refresh_token?: string; expiresAt: number | null };

/** Tokens are renewed so long before they end, so that none ends on its way. */
const EARLY_MS = 60_000;

const response = once(() =>
  z.object({
    access_token: z.string().min(1).max(10_000),
    refresh_token: z.string().min(1).max(10_000).optional(),
    expires_in: z.coerce.number().positive().optional(),
  }),
);

/** RFC 6749 section 5.2: what is wrong stands in `error`, whatever the status. */
function judge({ status, body }: Answered): Judgement | undefined {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  if (typeof error !== "string") return undefined;
  if (status >= 500 || error === "temporarily_unavailable" || error === "server_error")
    return { class: "transient", message: `The upstream's token endpoint failed (${error.slice(0, 100)}).` };
  return { class: "config", message: `The upstream gives no token: ${error.slice(0, 100)}. Connect it again.` };
}

const requestToken = endpoint({
  name: "requestToken",
  method: "POST",
  path: "",
  encoding: "form",
  repeatable: false,
  maxBytes: 100_000,
  response: response(),
  judge,
});

export type Client = { client_id: string; client_secret: string };

/** Our own client at an upstream. @throws CallFailure system when there is none */
export function ownClient(env: Bindings, slug: string): Client {
  const clients = JSON.parse(env.INTEGRATION_CLIENTS ?? "{}") as Record<string, Client>;
  const client = clients[slug];
  if (!client)
    throw new CallFailure(
      { class: "system", message: "The platform has no OAuth client for this integration yet." },
      { refused: true },
    );
  return client;
}

/** Asks the token endpoint. @param send sends below the token endpoint's own address */
export async function askForToken(
  send: Call,
  auth: OAuth,
  client: Client,
  parameters: Readonly<Record<string, string>>,
  now: number,
): Promise<Tokens> {
  const pair = [client.client_id, client.client_secret].map(encodeURIComponent).join(":");
  const byHeader = (auth.clientAuth ?? "basic") === "basic";
  const answer = await send(requestToken, {
    body: byHeader ? parameters : { ...parameters, ...client },
    headers: {
      ...(byHeader ? { authorization: `Basic ${base64(new TextEncoder().encode(pair))}` } : {}),
      ...(auth.clientIdHeader === undefined ? {} : { [auth.clientIdHeader]: client.client_id }),
    },
  });
  const { expires_in: seconds, ...tokens } = answer;
  return {
    access_token: tokens.access_token,
    ...(tokens.refresh_token === undefined ? {} : { refresh_token: tokens.refresh_token }),
    expiresAt: seconds === undefined ? null : now + seconds * 1000 - Math.min(EARLY_MS, (seconds * 1000) / 2),
  };
}

/** What renews a token, from what is kept. @throws CallFailure config when nothing can */
export function renewal(auth: OAuth, stored: Stored): Readonly<Record<string, string>> {
  if (auth.type === "oauth2_client")
    return { grant_type: "client_credentials", scope: auth.scopes.join(" "), ...auth.parameters };
  if (!stored.refresh_token)
    throw new CallFailure({ class: "config", message: "The connection has ended. Connect it again." });
  return { grant_type: "refresh_token", refresh_token: stored.refresh_token };
}
