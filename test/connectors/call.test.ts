import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Call, CallFailure, type CallInput, endpoint, type Endpoint } from "#connectors/sdk";
import { createCall, type Target } from "#modules/upstream";
import type { Bindings } from "../../src/bindings";
import { json, Upstream } from "../support/upstream";

const anything = z.object({ ok: z.literal(true) });
const get = endpoint({ name: "get", method: "GET", path: "/things/{id}", response: anything });
const post = endpoint({ name: "post", method: "POST", path: "/things", response: anything });
const good = () => json({ ok: true });

let upstream: Upstream;
let entries: { url: string; status: number | null; bytes: number; errorClass: string | null; error: string | null }[];
let names = 0;
beforeEach(() => {
  upstream = new Upstream(good);
  entries = [];
});
afterEach(() => upstream.end());

const target = (more: Partial<Target> = {}): Target => ({
  slug: `call-${(names += 1)}-${Math.random().toString(36).slice(2)}`,
  name: "Ledger",
  version: "v1",
  installId: `install-${names}`,
  hasConnection: false,
  policy: { failures: 5, windowMs: 600_000, coolDownMs: 30_000, longestCoolDownMs: 600_000 },
  quota: undefined,
  baseUrl: "https://api.ledger.example/v2",
  allowedHosts: ["api.ledger.example"],
  headers: { "user-agent": "RossOS" },
  retryMs: 1,
  ...more,
});

const callOf = (more: Partial<Target> = {}, bindings: Partial<Bindings> = {}): Call =>
  createCall({ ...env, ...bindings }, target(more), (entry) => void entries.push(entry));

async function failure(call: Call, spec: Endpoint = get, input: CallInput = { path: { id: 1 } }): Promise<CallFailure> {
  const error: unknown = await call(spec, input).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallFailure)) throw new Error(`the call did not fail as it should: ${String(error)}`);
  return error;
}

test("a call goes to its address with its headers, and its answer is checked", async () => {
  await callOf()(get, { path: { id: "a/b c" }, query: { page: 2, none: undefined } });
  const [sent] = upstream.sent;
  expect(sent?.url.href).toBe("https://api.ledger.example/v2/things/a%2Fb%20c?page=2");
  expect(sent?.headers.get("user-agent")).toBe("RossOS");
  expect(entries).toMatchObject([{ url: "api.ledger.example/v2/things/a%2Fb%20c?page=2", status: 200, bytes: 11 }]);
});

test.for(["..", ".", ""])("a value %o cannot leave its place in the path", async (id) => {
  expect(await failure(callOf(), get, { path: { id } })).toMatchObject({ class: "system", refused: true });
  expect(upstream.sent).toHaveLength(0);
});

test.for([
  "https://evil.example",
  "http://api.ledger.example",
  "https://api.ledger.example:8443",
  "https://user@api.ledger.example",
  "https://api.ledger.example.evil.example",
  "https://169.254.169.254",
])("nothing goes to %s, which the manifest does not allow", async (baseUrl) => {
  expect(await failure(callOf({ baseUrl }))).toMatchObject({ class: "system", refused: true });
  expect(upstream.sent).toHaveLength(0);
});

test("a host below an allowed domain is allowed, and the domain's look-alike is not", async () => {
  const allowedHosts = ["*.ledger.example"];
  await callOf({ allowedHosts, baseUrl: "https://eu.ledger.example" })(get, { path: { id: 1 } });
  expect(await failure(callOf({ allowedHosts, baseUrl: "https://evilledger.example" }))).toMatchObject({
    refused: true,
  });
});

test("a redirect is followed on the same host, and to no other", async () => {
  upstream.behave = ({ url }) =>
    url.pathname === "/v2/things/1" ? new Response(null, { status: 301, headers: { location: "/v2/moved" } }) : good();
  expect(await callOf()(get, { path: { id: 1 } })).toEqual({ ok: true });
  expect(upstream.sent.map(({ url }) => url.pathname)).toEqual(["/v2/things/1", "/v2/moved"]);
  upstream.behave = () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
  const failed = await failure(callOf());
  expect(failed.class).toBe("contract");
  expect(failed.message).toContain("evil.example");
  expect(upstream.sent.every(({ url }) => url.host === "api.ledger.example")).toBe(true);
  upstream.behave = ({ url }) => new Response(null, { status: 302, headers: { location: url.href } });
  expect(await failure(callOf())).toMatchObject({ class: "contract" });
});

test.for([
  [401, "config"],
  [403, "config"],
  [404, "contract"],
  [422, "contract"],
  [429, "transient"],
  [500, "transient"],
  [503, "transient"],
] as const)("a %i is a %s failure", async ([status, kind]) => {
  upstream.behave = () => json({}, status, { "retry-after": "3600" });
  expect(await failure(callOf())).toMatchObject({ class: kind, status });
});

test("an answer that is not what it should be is a contract failure, whatever its status says", async () => {
  for (const body of ["<html>Maintenance</html>", '{"ok": tru', "{}", '{"ok":"yes"}', "", "[]", "null"]) {
    upstream.behave = () => new Response(body, { headers: { "content-type": "text/html" } });
    expect(await failure(callOf())).toMatchObject({ class: "contract", status: 200 });
  }
});

test("an error that comes with a 200 is one, and an honest empty answer is none", async () => {
  const list = endpoint({
    name: "list",
    method: "GET",
    path: "/list",
    absent: [404],
    response: z.array(z.string()).nullable(),
    judge: ({ body }) =>
      typeof body === "object" && body !== null && "error" in body
        ? { class: "transient", message: "It failed with a smile." }
        : undefined,
  });
  upstream.behave = () => json({ error: { message: "No data was found." } });
  expect(await failure(callOf(), list, {})).toMatchObject({ class: "transient" });
  upstream.behave = () => json([]);
  expect(await callOf()(list)).toEqual([]);
  upstream.behave = () => json({ detail: "none" }, 404);
  expect(await callOf()(list)).toBeNull();
});

test("what passes is tried again, twice; what must not be done twice is not", async () => {
  upstream.behave = (_, count) => (count < 3 ? json({}, 502) : good());
  expect(await callOf()(get, { path: { id: 1 } })).toEqual({ ok: true });
  expect(upstream.sent).toHaveLength(3);
  upstream.behave = () => json({}, 502);
  expect(await failure(callOf(), post, { body: { a: 1 } })).toMatchObject({ class: "transient", ambiguous: true });
  expect(upstream.sent).toHaveLength(4);
  expect(await failure(callOf(), { ...post, repeatable: true }, { body: {} })).toMatchObject({ class: "transient" });
  expect(upstream.sent).toHaveLength(7);
  upstream.behave = () => json({}, 404);
  await failure(callOf());
  expect(upstream.sent).toHaveLength(8);
});

test("Retry-After is waited for when it is short, and left to the caller when it is not", async () => {
  upstream.behave = (_, count) => (count === 1 ? json({}, 429, { "retry-after": "1" }) : good());
  await callOf()(post, { body: {} });
  const [first, second] = upstream.sent;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  upstream.behave = () => json({}, 429, { "retry-after": "600" });
  const call = callOf();
  expect(await failure(call)).toMatchObject({ class: "transient", retryAfterMs: 600_000 });
  const sent = upstream.sent.length;
  expect(await failure(call)).toMatchObject({ class: "transient", refused: true });
  expect(upstream.sent).toHaveLength(sent);
});

test("an allowance that is used up is not asked for more", async () => {
  upstream.behave = () => json({ ok: true }, 200, { ratelimit: '"default";r=0;t=30' });
  const call = callOf();
  await call(get, { path: { id: 1 } });
  const refused = await failure(call);
  expect(refused).toMatchObject({ refused: true });
  expect(refused.retryAfterMs).toBeGreaterThan(29_000);
});

test("an upstream that is silent is left after its timeout", async () => {
  upstream.behave = () => new Promise(() => undefined);
  const began = Date.now();
  expect(await failure(callOf(), { ...get, timeoutMs: 50, repeatable: false })).toMatchObject({ class: "transient" });
  expect(Date.now() - began).toBeLessThan(2000);
  upstream.behave = () => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(10)) }));
  expect(await failure(callOf(), { ...get, timeoutMs: 50, repeatable: false })).toMatchObject({ class: "transient" });
});

test("a body of 500 MB is read no further than it may be, whatever its Content-Length says", async () => {
  for (const length of [undefined, "10"]) {
    let produced = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(body) {
          produced += 65_536;
          if (produced > 500_000_000) body.close();
          else body.enqueue(new Uint8Array(65_536).fill(32));
        },
      });
    upstream.behave = () =>
      new Response(endless(), { headers: length === undefined ? {} : { "content-length": length } });
    const failed = await failure(callOf(), { ...get, maxBytes: 1_000_000 });
    expect(failed.class).toBe("contract");
    expect(failed.message).toContain("1000000");
    expect(produced).toBeLessThan(2_000_000);
  }
  upstream.behave = () => new Response("{}", { headers: { "content-length": "500000000" } });
  expect(await failure(callOf())).toMatchObject({ class: "contract" });
});

test("secrets do not reach the log", async () => {
  const authorize = async () => ({ headers: { authorization: "Bearer hidden-1" }, query: { apikey: "hidden-2" } });
  const input = { path: { id: 1 }, query: { access_token: "hidden-3", q: "shown" } };
  await callOf({ authorize, hasConnection: true })(get, input);
  expect(upstream.sent[0]?.url.search).toContain("hidden-2");
  expect(upstream.sent[0]?.headers.get("authorization")).toBe("Bearer hidden-1");
  expect(JSON.stringify(entries)).not.toContain("hidden");
  expect(entries[0]?.url).toContain("q=shown");
});

test("calls are sent elsewhere where that is said, but never in production", async () => {
  const UPSTREAM_OVERRIDES = JSON.stringify({ "https://api.ledger.example": "http://127.0.0.1:9" });
  await callOf({}, { UPSTREAM_OVERRIDES })(get, { path: { id: 1 } });
  await callOf({}, { UPSTREAM_OVERRIDES, ENVIRONMENT: "production" })(get, { path: { id: 1 } });
  expect(upstream.sent.map(({ url }) => url.href)).toEqual([
    "http://127.0.0.1:9/v2/things/1",
    "https://api.ledger.example/v2/things/1",
  ]);
});

test("an answer that is good for everyone is asked for once, and read as it was sent each time", async () => {
  const response = z
    .object({ text: z.string() })
    .transform(({ text }) => text.length)
    .nullable();
  const length = { ...get, cacheSeconds: 60, absent: [404], response };
  const cache = await caches.open(target().slug);
  upstream.behave = ({ url }) => (url.pathname.endsWith("/7") ? json({ text: "seven" }) : json({}, 404));
  const call = callOf({ cache });
  for (let count = 0; count < 2; count += 1) {
    expect(await call(length, { path: { id: 7 } })).toBe(5);
    expect(await call(length, { path: { id: 8 } })).toBeNull();
  }
  expect(upstream.sent).toHaveLength(2);
});

test("what a sandbox is answered from its recordings is no answer to anybody else", async () => {
  const cached = { ...get, cacheSeconds: 60, response: z.object({ from: z.string() }) };
  const cache = await caches.open(target().slug);
  upstream.behave = () => json({ from: "upstream" });
  const inSandbox = callOf({ cache, recorded: () => json({ from: "recording" }) });
  const live = callOf({ cache });
  expect(await inSandbox(cached, { path: { id: 9 } })).toEqual({ from: "recording" });
  expect(await live(cached, { path: { id: 9 } })).toEqual({ from: "upstream" });
  expect(await inSandbox(cached, { path: { id: 9 } })).toEqual({ from: "recording" });
});

test("of many calls to an upstream that is down, exactly five reach it", async () => {
  upstream.behave = () => json({}, 500);
  const call = callOf();
  const once = { ...get, repeatable: false };
  for (let count = 0; count < 20; count += 1) await failure(call, once);
  expect(upstream.sent).toHaveLength(5);
});

test("a bad credential opens its own connection's breaker, and nobody else's", async () => {
  upstream.behave = ({ headers }) => (headers.get("x-key") === "bad" ? json({}, 401) : good());
  const shared = target({ hasConnection: true });
  const withKey = (key: string, installId: string) =>
    createCall(env, { ...shared, installId, headers: { "x-key": key } }, () => undefined);
  const bad = withKey("bad", `bad-${shared.slug}`);
  for (let count = 0; count < 8; count += 1) await failure(bad);
  expect(upstream.sent).toHaveLength(5);
  expect(await failure(bad)).toMatchObject({ refused: true });
  expect(await withKey("good", `good-${shared.slug}`)(get, { path: { id: 1 } })).toEqual({ ok: true });
});
