import { receiveWebhook } from "#modules/inbound-webhooks";
import { isId, newId } from "#lib/ids";
import type { Bindings } from "../bindings";
import { notFound } from "../errors";
import { admitAnonymous } from "./access";
import { finish } from "./finish";
import { problemResponse } from "./problem";
import { readBytes } from "./read-body";

/** The largest body an upstream may send. */
const MAX_BYTES = 262_144;

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
    await admitAnonymous(request, env, now);
    const body = new TextDecoder().decode(await readBytes(request, MAX_BYTES));
    const incoming = { method: request.method, headers: request.headers, query: url.searchParams, body };
    if (!isId(installId)) throw notFound("address");
    const received = await receiveWebhook(env, execution, { installId, token, incoming }, now);
    const response = new Response(received.body ?? null, { status: received.status, headers: received.headers ?? {} });
    return finish(response, request, requestId, {});
  } catch (error) {
    return finish(problemResponse(error, { path: "/hooks", requestId }), request, requestId, {});
  }
}
