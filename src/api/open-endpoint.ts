import type { z } from "@hono/zod-openapi";
import { sha256Base64Url } from "#lib/digest";
import { limitAddress } from "#modules/access";
import { type OpenContext, platformOf } from "../context";
import { admitAnyone } from "./access";
import type { Answer, PublicEndpoint } from "./endpoint";
import { addressOf, limitHeaders, rateLimited } from "./limits";
import { isCurrent } from "./preconditions";
import { checked, parseBody, readBytes, refuseMediaType } from "./read-body";
import { checkParams, readQuery } from "./read-query";
import { requireSameOrigin } from "./sessions";

export type OpenCall<Query> = {
  ctx: OpenContext;
  params: Readonly<Record<string, string>>;
  query: Query;
  request: Request;
};

type OpenContract<Query> = Omit<PublicEndpoint, "respond" | "query" | "ownLimit" | "optionalCredential"> & {
  query?: Extract<PublicEndpoint["query"], object>;
  run: (call: OpenCall<Query>) => Promise<Answer>;
};

/** Seconds that a shared cache may keep what everybody gets. */
const FRESH = 60;

/**
 * An operation to read with that anyone may call, limited by address; with a credential it may say more, limited like any
 * other call of that credential. What everybody gets may be cached; all of it has an ETag.
 */
export const openEndpoint = <Query = undefined>({ run, ...spec }: OpenContract<Query>): PublicEndpoint => ({
  ...spec,
  ownLimit: true,
  optionalCredential: true,
  respond: async (request, env, execution, { params, sink }) => {
    const now = Date.now();
    const { admission, headers } = await admitAnyone(request, env, execution, now);
    sink(headers);
    checkParams(spec, params);
    const query = readQuery(spec, new URL(request.url).searchParams) as Query;
    const builder = admission && admission.actor.type !== "application" ? admission.tenant : null;
    const answer = await run({ ctx: { platform: platformOf(env), builder, now, env }, params, query, request });
    return await respond(answer, request, builder === null);
  },
});

async function respond(answer: Answer, request: Request, isPublic: boolean): Promise<Response> {
  const text = JSON.stringify(answer.body);
  const headers = {
    ...answer.headers,
    etag: `"${(await sha256Base64Url(text)).slice(0, 22)}"`,
    "cache-control": isPublic ? `public, max-age=${FRESH}` : "private, no-cache",
    vary: "Authorization, Cookie",
  };
  if (isCurrent(request, headers.etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { status: answer.status, headers: { ...headers, "content-type": "application/json" } });
}

type OpenWriteContract<Body> = Omit<
  PublicEndpoint,
  "respond" | "query" | "ownLimit" | "optionalCredential" | "body"
> & {
  body: { schema: () => z.ZodType<Body>; example: unknown };
  /** Requests a minute of an address. */
  limit: number;
  run: (call: { ctx: OpenContext; body: Body; address: string }) => Promise<void>;
};

/**
 * An operation by which anyone may write: programs, and pages of this site. Credentials play no part in it, and pages of
 * other sites are refused.
 */
export const openWrite = <Body>({ run, limit, ...spec }: OpenWriteContract<Body>): PublicEndpoint => ({
  ...spec,
  ownLimit: true,
  respond: async (request, env, _, { sink }) => {
    const now = Date.now();
    const address = addressOf(request);
    const verdict = await limitAddress(env, spec.operationId, address, limit, now);
    if (verdict.outcome === "limited") throw rateLimited(verdict);
    sink(limitHeaders(verdict.limit, verdict.remaining, verdict.resetMs));
    if (request.headers.has("origin")) requireSameOrigin(request, env);
    readQuery({}, new URL(request.url).searchParams);
    refuseMediaType(request, ["application/json"]);
    const body = checked(spec.body.schema(), parseBody(await readBytes(request)));
    await run({ ctx: { platform: platformOf(env), builder: null, now, env }, body, address });
    return new Response(null, { status: 204 });
  },
});
