import { env, SELF } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { MAX_BODY_BYTES } from "../../src/api/read-body";
import { v1 } from "../../src/api/v1";
import { v2 } from "../../src/api/v2";
import { callWith } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, newAddress, newClient } from "../support/harness";
import { callerOf, makePeople, type People } from "../support/people";
import { internet } from "../support/reviews";
import { isForPeople, makeEverything, pathTo } from "../support/walk";
import type { Refs } from "../support/records";
import { siteServices } from "../support/site-services";

let client: Client;
let people: People;
let refs: Refs;
const anyone = new Client("", undefined);

beforeAll(async () => {
  internet(siteServices);
  client = await newClient({ shard: 1 });
  people = await makePeople();
  refs = { ...(await makeEverything(client, 1)), ...people.refs };
});

afterEach(() => {
  vi.restoreAllMocks();
});

const METHODS = ["DELETE", "GET", "PATCH", "POST", "PUT"];

type Path = {
  path: string;
  methods: string[];
  walked: { version: "v1" | "v2"; endpoint: { path: string } };
  /** Who may read it. */
  reader: () => Client;
};

/** Every path of the API with the methods its operations have. */
const paths: Path[] = ([["v1", v1] as const, ["v2", v2] as const] as const).flatMap(([version, api]) =>
  [...Map.groupBy([...api.open, ...api.endpoints], ({ path }) => path)].map(([path, specs]) => {
    const get = specs.find(({ method }) => method === "get");
    return {
      path: `/${version}${path}`,
      methods: specs.map(({ method }) => method.toUpperCase()),
      walked: { version, endpoint: { path } },
      reader: () => (get && !("respond" in get) && isForPeople(get) ? callerOf(people, get) : client),
    };
  }),
);

const allowOf = (methods: readonly string[]) =>
  [...new Set([...methods, "OPTIONS", ...(methods.includes("GET") ? ["HEAD"] : [])])].toSorted().join(", ");

test.each(paths)("$path answers other methods with 405 and Allow", async ({ methods, walked }) => {
  const wrong = METHODS.filter((method) => !methods.includes(method));
  expect(wrong.length).toBeGreaterThan(0);
  for (const method of wrong) {
    const reply = await client.call(method, pathTo(walked, refs));
    expectProblem(reply, "method_not_allowed", new RegExp(method, "u"));
    expect(reply.headers.get("allow")).toBe(allowOf(methods));
  }
});

test.each(paths)("$path answers a preflight", async ({ methods, walked }) => {
  const reply = await anyone.call("OPTIONS", pathTo(walked, refs), undefined, {
    origin: "https://erp.example.com",
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization, idempotency-key",
  });
  expect(reply.status).toBe(204);
  expect(reply.body).toBe("");
  expect(reply.headers.get("access-control-allow-origin")).toBe("*");
  expect(reply.headers.get("access-control-allow-methods")).toBe(allowOf(methods));
  expect(reply.headers.get("access-control-allow-headers")).toMatch(
    /Authorization.*Content-Type.*Idempotency-Key.*If-Match/u,
  );
  expect(reply.headers.get("access-control-max-age")).toBe("86400");
  expect(reply.headers.get("allow")).toBe(allowOf(methods));
  expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u);
});

/** Without an answer here: no content, no forecast, and ways to another site and back. */
const UNANSWERED = /\/(?:content|weather|connect|callback)$/u;
const readable = paths.filter(({ methods, path }) => methods.includes("GET") && !UNANSWERED.test(path));

test.each(readable)("HEAD of $path is GET without its body", async ({ walked, reader }) => {
  internet(siteServices);
  const [head, get] = [await reader().call("HEAD", pathTo(walked, refs)), await reader().get(pathTo(walked, refs))];
  expect(head.status).toBe(200);
  expect(head.body).toBe("");
  for (const name of ["content-type", "etag", "cache-control", "access-control-allow-origin", "ratelimit-policy"]) {
    expect(head.headers.get(name)).toBe(get.headers.get(name));
  }
});

test("a page of another origin may read the answers and their headers, errors too", async () => {
  for (const reply of [await client.get("/v1/projects"), await anyone.get("/v1/projects")]) {
    expect(reply.headers.get("access-control-allow-origin")).toBe("*");
    expect(reply.headers.get("access-control-allow-credentials")).toBeNull();
    for (const name of ["ETag", "Link", "Retry-After", "X-Request-Id", "RateLimit", "Idempotent-Replayed", "Sunset"]) {
      expect(reply.headers.get("access-control-expose-headers")).toContain(name);
    }
  }
});

test.each(["/v1", "/v1/", "/v1/nothing", "/v1/projects/", "/v3/projects", "/", "/v1/projects/a/b/c"])(
  "%s is a 404 problem",
  async (path) => {
    for (const method of ["GET", "POST"]) expectProblem(await client.call(method, path), "not_found");
  },
);

test("every answer tells no browser to sniff, frame or keep it", async () => {
  const { headers } = await client.get("/v1/projects");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("strict-transport-security")).toContain("max-age");
});

test("request ids are never the same", async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => client.get("/v1/projects")));
  expect(new Set(replies.map(({ headers }) => headers.get("x-request-id"))).size).toBe(20);
});

test("JSON is compressed for who accepts gzip", async () => {
  const headers = { "cf-connecting-ip": newAddress(), authorization: `Bearer ${client.key ?? ""}` };
  const url = "https://rossos.test/api/v1/event-types";
  const plain = await SELF.fetch(url, { headers: { ...headers, "accept-encoding": "identity" } });
  const packed = await SELF.fetch(url, { headers: { ...headers, "accept-encoding": "gzip" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(packed.headers.get("vary")).toContain("Accept-Encoding");
  expect(await packed.text()).toBe(await plain.text());
});

test("the public documents are cached by their ETag and need no key", async () => {
  for (const path of ["/v1/openapi.json", "/v2/openapi.json", "/v1/event-types", "/v1/event-names", "/v1/versions"]) {
    const reply = await anyone.get(path);
    expect(reply.status).toBe(200);
    const etag = reply.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]+"$/u);
    expect(reply.headers.get("ratelimit-policy")).toBe('"default";q=300;w=60');
    const again = await anyone.get(path, { "if-none-match": etag });
    expect([again.status, again.body]).toEqual([304, ""]);
  }
});

test("a body that does not say its length is refused at 1 MiB, and cut off a little later", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  expectProblem(await callWith({}, client.request("POST", "/v1/projects", endless)), "payload_too_large");
  expect(sent).toBeLessThan(MAX_BODY_BYTES * 6);
});

test("a body of exactly 1 MiB is read", async () => {
  const body = JSON.stringify({ code: "FULL-1", name: "Full" }).padEnd(MAX_BODY_BYTES, " ");
  const reply = await client.post("/v1/projects", body);
  expect(reply.status).toBe(201);
});

test("what nobody expected is a 500 that tells its request id, and the log tells the rest", async () => {
  const logged: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(line));
  const broken = {
    prepare: () => {
      throw new Error("the secret cause");
    },
  } as unknown as D1Database;
  const reply = await callWith({ TENANT_DB_1: broken }, client.request("GET", "/v1/projects"));
  const problem = expectProblem(reply, "internal_error");
  expect(JSON.stringify(reply.body)).not.toContain("secret cause");
  const line = logged
    .map((text) => JSON.parse(text) as Record<string, unknown>)
    .find(({ request_id: id }) => id === problem.request_id);
  expect(line).toMatchObject({ level: "error", detail: "the secret cause", path: "/api/v1/projects" });
  expect(logged.join("")).not.toContain(client.key);
});

test("both tenant databases are bound, and this suite's builder lives in the second", async () => {
  const sql = "select count(*) as n from projects where builder_id = ?";
  const count = async (db: D1Database) => (await db.prepare(sql).bind(client.builderId).first<{ n: number }>())?.n;
  expect(await count(env.TENANT_DB_0)).toBe(0);
  expect(await count(env.TENANT_DB_1)).toBeGreaterThan(0);
});
