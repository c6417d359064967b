import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { allScopes } from "#modules/access";
import { MAX_BODY_BYTES } from "../../src/api/read-body";
import { expectLimitHeaders, expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newClient, newKey } from "../support/harness";
import type { Refs } from "../support/records";
import { internet } from "../support/reviews";
import { brokenRefs, everyEndpoint, makeEverything, pathTo, strangeRefs, type Walked } from "../support/walk";
import { siteServices } from "../support/site-services";

let owner: Client;
let refs: Refs;
let strangers: Client[];
const lacking = new Map<string, Client>();

beforeAll(async () => {
  internet(siteServices);
  owner = await newClient({ shard: 0 });
  refs = await makeEverything(owner, 0);
  strangers = [await newClient({ shard: 0 }), await newClient({ shard: 1 })];
});
afterAll(() => {
  vi.restoreAllMocks();
});

const named = everyEndpoint.filter(({ endpoint }) => endpoint.path.includes("{"));
/** What everybody sees, everybody may install, and the registry of jurisdictions is everybody's. */
const owned = named.filter(
  ({ endpoint }) => endpoint.operationId !== "installIntegration" && !endpoint.path.startsWith("/jurisdictions/"),
);
const withBody = everyEndpoint.filter(({ endpoint }) => endpoint.body);
const reads = everyEndpoint.filter(({ endpoint }) => endpoint.method === "get" && !endpoint.upload);

/** Sends the operation's own example, or what is given instead. */
function send(client: Client, walked: Walked, given: Refs, body?: unknown, headers?: Record<string, string>) {
  const { endpoint } = walked;
  const example = endpoint.upload ? "content" : endpoint.body?.example;
  const type: Record<string, string> = endpoint.upload ? { "content-type": "text/plain" } : {};
  return client.call(endpoint.method.toUpperCase(), pathTo(walked, given), body ?? example, { ...type, ...headers });
}

test("the walk sees every kind of operation", () => {
  expect(everyEndpoint.length).toBeGreaterThan(95);
  expect(new Set(everyEndpoint.map(({ endpoint }) => endpoint.method))).toEqual(
    new Set(["get", "post", "put", "patch", "delete"]),
  );
  expect(new Set(everyEndpoint.map(({ name }) => name)).size).toBe(everyEndpoint.length);
});

test.each(reads)("$name answers its owner", async (walked) => {
  const reply = await send(owner, walked, refs);
  // Nothing was uploaded.
  expect(reply.status).toBe(walked.endpoint.operationId === "downloadDocument" ? 404 : 200);
  expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u);
  expectLimitHeaders(reply.headers, 2000);
});

test.each(everyEndpoint)("$name without a key is a 401", async (walked) => {
  const problem = expectProblem(await send(new Client("", undefined), walked, refs), "unauthenticated");
  expect(problem.instance).toBe(`/api${pathTo(walked, refs)}`);
});

const scoped = everyEndpoint.filter(({ endpoint }) => endpoint.scope !== null);

test("all but one operation needs a scope", () => {
  expect(everyEndpoint.filter((walked) => !scoped.includes(walked)).map(({ name }) => name)).toEqual(["v1 getBuilder"]);
});

test.each(scoped)("$name with every scope but its own is a 403 that names it", async (walked) => {
  const wanted = walked.endpoint.scope ?? "";
  expect(allScopes).toContain(wanted);
  const client = lacking.get(wanted) ?? (await clientWithout(wanted));
  lacking.set(wanted, client);
  const reply = await send(client, walked, refs);
  const problem = expectProblem(reply, "insufficient_scope");
  expect(problem.detail).toContain(wanted);
  expect(reply.headers.get("www-authenticate")).toContain(`scope="${wanted}"`);
  expectLimitHeaders(reply.headers, 2000);
});

async function clientWithout(scope: string): Promise<Client> {
  const builderId = await newBuilder({ shard: 1 });
  const { key } = await newKey(builderId, { scopes: allScopes.filter((other) => other !== scope) });
  return new Client(builderId, key);
}

test.each(owned)("$name of another builder is a 404, on its shard and on another", async (walked) => {
  for (const stranger of strangers) {
    const reply = await send(stranger, walked, refs);
    expectProblem(reply, "not_found", /^There is no such /u);
    expectLimitHeaders(reply.headers, 2000);
  }
});

test.each(named)("$name of nobody is a 404, and so is what is no name", async (walked) => {
  expectProblem(await send(owner, walked, strangeRefs(refs)), "not_found");
  expectProblem(await send(owner, walked, brokenRefs(refs)), "not_found");
});

test.each(everyEndpoint)("$name refuses an unknown query parameter and names it", async (walked) => {
  const path = pathTo(walked, refs);
  const reply = await owner.call(
    walked.endpoint.method.toUpperCase(),
    `${path}?no_such=1`,
    walked.endpoint.body?.example,
  );
  const problem = expectProblem(reply, "invalid_request", /no_such/u);
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["?no_such"]);
  expect(problem.instance).toBe(`/api${path}`);
});

test.each(withBody)("$name refuses what is not JSON", async (walked) => {
  expectProblem(await send(owner, walked, refs, "{"), "invalid_json");
  expectProblem(await send(owner, walked, refs, new Uint8Array([0x7b, 0xff, 0x7d])), "invalid_json", /UTF-8/u);
  const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
  expectProblem(await send(owner, walked, refs, deep), "invalid_json", /deep/u);
});

test.each(withBody)("$name refuses another media type", async (walked) => {
  const reply = await send(owner, walked, refs, "a=1", { "content-type": "application/x-www-form-urlencoded" });
  expectProblem(reply, "unsupported_media_type", /application\/json/u);
});

test.each(withBody)("$name refuses an unknown field and points at it", async (walked) => {
  const example = walked.endpoint.body?.example as Record<string, unknown>;
  const problem = expectProblem(await send(owner, walked, refs, { ...example, no_such_field: 1 }), "invalid_request");
  expect(problem.errors).toContainEqual({ pointer: "/no_such_field", detail: "There is no field no_such_field here." });
});

test.each(withBody)("$name refuses a body of more than 1 MiB", async (walked) => {
  const reply = await send(owner, walked, refs, " ".repeat(MAX_BODY_BYTES + 1));
  expectProblem(reply, "payload_too_large");
});

test.each(withBody)("$name refuses what is no object", async (walked) => {
  for (const body of ["[]", "null", '"text"', "1"]) {
    expectProblem(await send(owner, walked, refs, body), "invalid_request");
  }
});

test("nothing of the owner was changed by any of it", async () => {
  const keys = await owner.get<{ data: { is_active: boolean }[] }>("/v1/api-keys");
  expect(keys.body.data.map((key) => key.is_active)).toEqual([true, true]);
  const own = everyEndpoint.filter(({ endpoint }) => endpoint.responses[200]?.headers?.includes("ETag"));
  const gets = own.filter(({ endpoint, version }) => endpoint.method === "get" && version === "v1");
  expect(gets.length).toBeGreaterThan(14);
  const changed = [];
  for (const walked of gets) {
    const { body } = await send(owner, walked, refs);
    // The children made one by one moved the parents' versions, so only what the walk itself did counts.
    if (Date.parse(String(body["updated_at"])) > started) changed.push(walked.name);
  }
  expect(changed).toEqual([]);
});

let started = 0;
beforeAll(() => {
  started = Date.now();
});
