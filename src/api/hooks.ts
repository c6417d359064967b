import { addressDenial, limitAddress } from "#modules/access";
import { receiveWebhook } from "#modules/inbound-webhooks";
import { isId, newId } from "#lib/ids";
import type { Bindings } from "../bindings";
import { DomainError, notFound } from "../errors";
import { finish } from "./finish";
import { addressOf, rateLimited } from "./limits";
import { problemResponse } from "./problem";
import { readBytes } from "./read-body";

/** The largest body an upstream may send. */
const MAX_BYTES = 262_144;
/**
 * Requests a minute of an address that go to nobody's install. Those that do are limited for each install: a service
 * sends to all of its installs from a few addresses.
 */
const UNKNOWN_LIMIT = 30;

type Execution = Pick<ExecutionContext, "waitUntil">;

/** `/hooks/{install_id}/{token}`: where upstreams send their webhooks. */
export async function serveHook(
  request: Request,
  { install_id: installId = "", token = "" }: Record<string, string>,
  env: Bindings,
  execution: Execution,
): Promise<Response> {
  const now = Date.now();
  const requestId = newId(now);
  const url = new URL(request.url);
  try {
    const denial = addressDenial("unknown-hook", addressOf(request), now);
    if (denial?.outcome === "limited") throw rateLimited(denial);
    const body = new TextDecoder().decode(await readBytes(request, MAX_BYTES));
    const incoming = { method: request.method, headers: request.headers, query: url.searchParams, body };
    if (!isId(installId)) throw notFound("address");
    const received = await receiveWebhook(env, execution, { installId, token, incoming }, now);
    const response = new Response(received.body ?? null, { status: received.status, headers: received.headers ?? {} });
    return finish(response, request, requestId, {});
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found")
      await limitAddress(env, "unknown-hook", addressOf(request), UNKNOWN_LIMIT, now);
    return finish(problemResponse(error, { path: "/hooks", requestId }), request, requestId, {});
  }
}
