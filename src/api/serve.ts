import { sha256Hex } from "#lib/digest";
import { type Claim, claimKey } from "#modules/idempotency";
import { recordCall } from "#modules/usage";
import type { Bindings } from "../bindings";
import { actorName, type Context, createContext, platformOf, type UserContext } from "../context";
import { DomainError, invalid } from "../errors";
import { admit, requireRole, requireScope } from "./access";
import type { Answer, AnyBuilderEndpoint, AnyEndpoint, AnyUserEndpoint, Call } from "./endpoint";
import { unauthenticated } from "./limits";
import { etagOf } from "./preconditions";
import { statusOf } from "./problem";
import { admitUser } from "./sessions";
import { checkParams, readQuery } from "./read-query";
import { checked, parseBody, readBytes, refuseMediaType } from "./read-body";

type Execution = Pick<ExecutionContext, "waitUntil">;
export type Served = {
  request: Request;
  env: Bindings;
  execution: Execution;
  params: Record<string, string>;
  url: URL;
  now: number;
};

type Sink = (headers: Record<string, string>) => void;

/** Serves one request of an endpoint: who asks, what is asked, the work, the answer. Failures come back as they are thrown. */
export const serve = (endpoint: AnyEndpoint, served: Served, sink: Sink): Promise<Response> =>
  "caller" in endpoint ? serveUser(endpoint, served, sink) : serveBuilder(endpoint, served, sink);

/** Usage names an operation of a later version with the version before it. */
const usageName = (endpoint: AnyBuilderEndpoint, url: URL): string => {
  const version = /^\/api\/(v\d+)\//u.exec(url.pathname)?.[1] ?? "v1";
  return version === "v1" ? endpoint.operationId : `${version}.${endpoint.operationId}`;
};

async function serveBuilder(endpoint: AnyBuilderEndpoint, served: Served, sink: Sink): Promise<Response> {
  const { request, env, execution, now } = served;
  const waitUntil = (promise: Promise<unknown>) => execution.waitUntil(promise);
  const operation = usageName(endpoint, served.url);
  const { tenant, actor, headers } = await admit(request, env, execution, now, (holder, status) => {
    const principalId = holder.applicationId ?? holder.id;
    recordCall(env, waitUntil, { builderId: holder.builderId, principalId, operation, status, now, isRefused: true });
  });
  sink(headers);
  const count = (status: number) =>
    recordCall(env, waitUntil, {
      builderId: tenant.builderId,
      principalId: actorName(actor),
      authorizationId: actor.type === "application" ? actor.authorizationId : undefined,
      operation,
      status,
      now,
    });
  try {
    requireRole(actor, endpoint.roles);
    requireScope(actor, endpoint.scope);
    const ctx = createContext(env, execution, tenant, actor, now);
    const target = endpoint.idempotent === "tenant" ? ctx.db : ctx.platform;
    const response = await work(endpoint, served, { ctx, owner: `${tenant.builderId} ${actorName(actor)}`, target });
    count(response.status);
    return response;
  } catch (error) {
    count(statusOf(error));
    throw error;
  }
}

async function serveUser(endpoint: AnyUserEndpoint, served: Served, sink: Sink): Promise<Response> {
  const { request, env, execution, now } = served;
  if (request.headers.has("authorization"))
    throw unauthenticated("The operation is for signed-in users; it takes no API key and no access token.");
  const { user, headers } = await admitUser(request, env, now);
  sink(headers);
  if (endpoint.caller === "platform_admin" && !user.isPlatformAdmin)
    throw new DomainError("forbidden", "The operation is for platform admins.");
  const ctx: UserContext = {
    platform: platformOf(env),
    user,
    now,
    env,
    waitUntil: (promise) => execution.waitUntil(promise),
  };
  return await work(endpoint, served, { ctx, owner: `user ${user.id}`, target: ctx.platform });
}

/** On whose behalf the work is done, and where its Idempotency-Key is claimed. */
type Doer<Ctx> = { ctx: Ctx; owner: string; target: Context["platform"] };
type AnyContext = Context | UserContext;
type AnyCall = Call<unknown, unknown, AnyContext>;
type Work = { run: (call: AnyCall) => Promise<unknown>; answer: (result: unknown, call: AnyCall) => Answer | Response };

async function work(endpoint: AnyEndpoint, served: Served, doer: Doer<AnyContext>): Promise<Response> {
  const { request, params } = served;
  checkParams(endpoint, params);
  const query = readQuery(endpoint, served.url.searchParams);
  const bytes = await readJsonBytes(endpoint, request);
  const call = { ctx: doer.ctx, params, query, body: readBody(endpoint, bytes), request };
  const { run, answer } = endpoint as Work;
  const claim = await claimFor(endpoint, served, doer, bytes);
  if (!claim) return respond(answer(await run(call), call));
  if (claim.kind === "done") return respond(answer(claim.result, call), { "idempotent-replayed": "true" });
  return respond(answer(await runClaimed(run, call, claim), call));
}

/** Runs the operation with its claim in the commit. A claim that no commit completed is given back. */
async function runClaimed(run: Work["run"], call: AnyCall, claim: Extract<Claim, { kind: "first" }>): Promise<unknown> {
  let committed = false;
  call.ctx.recordAnswer = claim.recordAnswer;
  try {
    const result = await run(call);
    committed = true;
    return result;
  } finally {
    if (!committed) await claim.release();
  }
}

const readBody = (endpoint: AnyEndpoint, bytes: Uint8Array | undefined): unknown => {
  if (!endpoint.body || !bytes) return undefined;
  const empty = bytes.length === 0 && endpoint.body.optional;
  return checked(endpoint.body.schema(), empty ? {} : parseBody(bytes));
};

async function readJsonBytes(endpoint: AnyEndpoint, request: Request): Promise<Uint8Array | undefined> {
  if (!endpoint.body) return undefined;
  const sent = request.headers.get("content-type") !== null || !endpoint.body.optional;
  if (sent)
    refuseMediaType(
      request,
      endpoint.body.mergePatch ? ["application/merge-patch+json", "application/json"] : ["application/json"],
    );
  return await readBytes(request);
}

const KEY = /^[\u0021-\u007e]{1,255}$/u;

async function claimFor(
  endpoint: AnyEndpoint,
  { request, url }: Served,
  { ctx, owner, target }: Doer<AnyContext>,
  bytes: Uint8Array | undefined,
): Promise<Claim | undefined> {
  const key = request.headers.get("idempotency-key");
  if (key === null || endpoint.method !== "post") return undefined;
  if (!KEY.test(key))
    throw invalid([
      { pointer: "?Idempotency-Key", detail: "An Idempotency-Key is 1 to 255 visible ASCII characters." },
    ]);
  if (!endpoint.idempotent) return undefined;
  const fingerprint = await sha256Hex(
    `${request.method} ${url.pathname} ${await sha256Hex(bytes ?? new Uint8Array())}`,
  );
  return await claimKey(ctx, owner, target, key, fingerprint);
}

function respond(answer: Answer | Response, extra: Record<string, string> = {}): Response {
  if (answer instanceof Response) return answer;
  const headers: Record<string, string> = { ...answer.headers, ...extra };
  if (answer.version !== undefined) headers["etag"] = etagOf(answer.version);
  if (answer.location !== undefined) headers["location"] = answer.location;
  const json = answer.json ?? JSON.stringify(answer.body);
  if (json === undefined) return new Response(null, { status: answer.status, headers });
  headers["content-type"] = "application/json";
  return new Response(json, { status: answer.status, headers });
}
