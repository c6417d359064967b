import { limitAddress } from "#modules/access";
import { handleAuth } from "#modules/accounts";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { DomainError, type ErrorCode } from "../../errors";
import { admitAnonymous } from "../access";
import { finish } from "../finish";
import { addressOf, limitHeaders, rateLimited } from "../limits";
import { problemResponse } from "../problem";
import { checked, parseBody, readBytes, refuseMediaType } from "../read-body";
import { answerForm, confirmedPage, leadToForm } from "./answer-form";
import { AUTH_PATHS } from "./paths";
import { CONFIRMED, PLAIN_FORMS } from "./plain-forms";

/** Requests a minute of an address that change something: sign-ins, sign-ups and the like. */
const POST_LIMIT = 60;
/** Tries a minute at one e-mail address, from anywhere, whether or not it has an account. */
const TRIES_PER_EMAIL = 10;
const MAILS_PER_EMAIL = 3;
const MAX_BODY_BYTES = 16_384;

type Execution = Pick<ExecutionContext, "waitUntil">;

/** Serves /auth/*: what we limit, refuse and answer for; the sign-in library does the rest. */
export async function serveAuth(request: Request, env: Bindings, execution: Execution): Promise<Response> {
  const now = Date.now();
  const requestId = newId(now);
  const { pathname } = new URL(request.url);
  try {
    const path = pathname.slice("/auth".length);
    if (path === "/providers" && request.method === "GET")
      return finish(providers(env), request, requestId, await admitAnonymous(request, env, now));
    const plain = await servePlain(path, request, env, (asked) => serveAuth(asked, env, execution));
    if (plain) return finish(plain, request, requestId, {});
    const spec = checkedPath(path, request.method);
    const limits =
      spec.method === "GET" ? await admitAnonymous(request, env, now) : await limitPosts(request, env, now);
    const answer = await handleAuth(env, await checkedRequest(request, env, spec, now), execution);
    return finish(await asOurs(answer, { path: pathname, requestId }), request, requestId, limits);
  } catch (error) {
    return finish(problemResponse(error, { path: pathname, requestId }), request, requestId, {});
  }
}

/**
 * What browsers without a script send and are shown; a form's address, when it is read, is its page's.
 * @returns undefined for everything else
 */
async function servePlain(
  path: string,
  request: Request,
  env: Bindings,
  ask: (asked: Request) => Promise<Response>,
): Promise<Response | undefined> {
  const isRead = request.method === "GET";
  if (path === CONFIRMED && isRead) {
    await admitAnonymous(request, env, Date.now());
    return confirmedPage(new URL(request.url));
  }
  const form = Object.hasOwn(PLAIN_FORMS, path) ? PLAIN_FORMS[path] : undefined;
  if (!form) return undefined;
  if (isRead) return leadToForm(request, form);
  return request.method === "POST" ? await answerForm({ request, env, action: path, form }, ask) : undefined;
}

type Spec = (typeof AUTH_PATHS)[string];

/** @throws DomainError not_found, method_not_allowed */
function checkedPath(path: string, method: string): Spec {
  const spec = Object.hasOwn(AUTH_PATHS, path) ? AUTH_PATHS[path] : undefined;
  if (!spec) throw new DomainError("not_found", "There is no such resource.");
  if (spec.method === method) return spec;
  throw new DomainError("method_not_allowed", `${method} is not a method of this resource; it has ${spec.method}.`, {
    headers: { allow: spec.method },
  });
}

async function limitPosts(request: Request, env: Bindings, now: number): Promise<Record<string, string>> {
  const verdict = await limitAddress(env, "auth", addressOf(request), POST_LIMIT, now);
  if (verdict.outcome === "limited") throw rateLimited(verdict);
  return limitHeaders(verdict.limit, verdict.remaining, verdict.resetMs);
}

/**
 * The request as the library is to see it: its body read within bounds, and JSON.
 * @throws DomainError payload_too_large, unsupported_media_type, invalid_json, invalid_request, rate_limited
 */
async function checkedRequest(request: Request, env: Bindings, spec: Spec, now: number): Promise<Request> {
  if (spec.method === "GET") return request;
  const bytes = await readBytes(request, MAX_BODY_BYTES);
  const headers = new Headers(request.headers);
  if (bytes.length === 0 && !spec.body) return new Request(request.url, { method: "POST", headers });
  refuseMediaType(request, ["application/json"]);
  const body = parseBody(bytes);
  if (spec.body) checked(spec.body(), body);
  if (spec.kind !== "plain") await limitEmail(env, spec.kind, body, now);
  return new Request(request.url, { method: "POST", headers, body: bytes });
}

async function limitEmail(env: Bindings, kind: "credential" | "mail", body: unknown, now: number): Promise<void> {
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : undefined;
  if (typeof email !== "string") return;
  const limit = kind === "mail" ? MAILS_PER_EMAIL : TRIES_PER_EMAIL;
  const verdict = await limitAddress(env, `auth-${kind}`, await sha256Hex(email.trim().toLowerCase()), limit, now);
  if (verdict.outcome === "limited") throw rateLimited(verdict);
}

/** Which ways of signing in this deployment has beside a password. */
const providers = (env: Bindings): Response =>
  Response.json({ data: env.OIDC_ISSUER === "" ? [] : [{ id: "rossos", name: "RossOS" }] });

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: "invalid_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  415: "unsupported_media_type",
  422: "invalid_request",
  429: "rate_limited",
};

/** The library's failures as problem documents; `reason` keeps its own code, such as EMAIL_NOT_VERIFIED. */
async function asOurs(answer: Response, asked: { path: string; requestId: string }): Promise<Response> {
  if (answer.status < 400) return new Response(answer.body, answer);
  const said = (await answer.json().catch(() => ({}))) as { code?: unknown; message?: unknown };
  const code = CODES[answer.status];
  const reason = typeof said.code === "string" ? said.code : undefined;
  if (!code) {
    log("error", "sign-in failed", { request_id: asked.requestId, path: asked.path, status: answer.status, reason });
    return problemResponse(new Error(`the sign-in library answered ${answer.status}`), asked);
  }
  const detail = typeof said.message === "string" && said.message !== "" ? said.message : "The request is not valid.";
  const problem = problemResponse(new DomainError(code, detail), asked);
  if (reason === undefined) return problem;
  const document = { ...(await problem.json<Record<string, unknown>>()), reason };
  return new Response(JSON.stringify(document), { status: problem.status, headers: problem.headers });
}
