import { env } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { recordCall } from "#modules/usage";
import { callWith, withMethods } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, eventually, newBuilder, newClient, newKey } from "../support/harness";

type Row = { day: string; principal_id: string; operation: string; status: number; calls: number };
const TODAY = () => new Date().toISOString().slice(0, 10);

let builderId: string;
let keys: { id: string; key: string }[];
let client: Client;

afterEach(() => {
  vi.restoreAllMocks();
});

const usage = async (query = "") => (await client.get<{ data: Row[] }>(`/v1/usage${query}`)).body.data;

beforeAll(async () => {
  builderId = await newBuilder({ shard: 1 });
  keys = [await newKey(builderId), await newKey(builderId)];
  client = new Client(builderId, keys[0]?.key);
});

test("calls are counted by day, operation and status for each key, and a key's last use is right within a minute", async () => {
  const other = new Client(builderId, keys[1]?.key);
  const before = Date.now();
  for (let at = 0; at < 7; at += 1) await client.get("/v1/projects");
  for (let at = 0; at < 3; at += 1) await client.get("/v1/projects?limit=0");
  for (let at = 0; at < 2; at += 1) await other.get("/v1/vendors");
  await client.get("/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01");
  await client.post("/v1/clients", { name: "C" });
  const after = Date.now();
  // What is asked while waiting is counted as well, so each question is of what no question is.
  const rows = await eventually(async () => {
    const found = (await usage()).filter(({ operation }) => operation !== "getUsage");
    return found.length === 5 ? found : undefined;
  }, 20_000);
  const [first, second] = keys.map(({ id }) => id);
  const found = rows.map(
    ({ principal_id: key, operation, status, calls }) =>
      `${key === first ? "first" : key === second ? "second" : key} ${operation} ${status} ${calls}`,
  );
  expect(new Set(found)).toEqual(
    new Set([
      "first listProjects 200 7",
      "first listProjects 400 3",
      "second listVendors 200 2",
      "first getProject 404 1",
      "first createClient 201 1",
    ]),
  );
  expect(new Set(rows.map(({ day }) => day))).toEqual(new Set([TODAY()]));
  const listed = (await client.get<{ data: { id: string; last_used_at: string | null }[] }>("/v1/api-keys")).body.data;
  for (const { id } of keys) {
    const used = Date.parse(listed.find((key) => key.id === id)?.last_used_at ?? "");
    expect(used).toBeGreaterThanOrEqual(before);
    expect(used - after).toBeLessThan(60_000);
  }
}, 40_000);

test("no request is answered later because it is counted, and none writes its own count", async () => {
  const written: string[] = [];
  const database = withMethods(env.PLATFORM_DB, {
    prepare: (sql: string) => {
      written.push(sql);
      return env.PLATFORM_DB.prepare(sql);
    },
  });
  for (let at = 0; at < 5; at += 1)
    expect((await callWith({ PLATFORM_DB: database }, client.request("GET", "/v1/projects"))).status).toBe(200);
  expect(written).toEqual([]);
});

test("a flush that was cut off does not keep later calls from being written", async () => {
  const flushes: Promise<unknown>[] = [];
  const wait = vi
    .spyOn(scheduler, "wait")
    .mockReturnValueOnce(new Promise(() => undefined))
    .mockResolvedValue(undefined);
  const later = Date.now() + 60_000;
  const call = (now: number) =>
    recordCall(env, (work) => flushes.push(work), {
      builderId,
      principalId: "cut-off",
      operation: "cutOff",
      status: 200,
      now,
    });
  call(later);
  call(later + 9000);
  expect(flushes).toHaveLength(1);
  call(later + 11_000);
  await flushes[1];
  expect(wait).toHaveBeenCalledTimes(2);
  const sql = "select calls from api_usage where builder_id = ? and operation = 'cutOff'";
  expect(await env.PLATFORM_DB.prepare(sql).bind(builderId).first("calls")).toBe(3);
});

test("more different counts than are kept are written at once", async () => {
  const flushes: Promise<unknown>[] = [];
  const now = Date.now() + 120_000;
  for (let at = 0; at < 2000; at += 1)
    recordCall(env, (work) => flushes.push(work), {
      builderId,
      principalId: `many-${at}`,
      operation: "many",
      status: 200,
      now,
    });
  expect(flushes.length).toBeGreaterThan(0);
  await flushes.at(-1);
  const sql = "select sum(calls) as n from api_usage where builder_id = ? and operation = 'many'";
  expect(await env.PLATFORM_DB.prepare(sql).bind(builderId).first("n")).toBe(2000);
});

test("refused credentials are nobody's usage", async () => {
  const stranger = await newClient();
  await new Client("", undefined).get("/v1/projects");
  expect((await stranger.get<{ data: Row[] }>("/v1/usage")).body.data).toEqual([]);
});

test("days and keys can be chosen, and another builder's calls are never shown", async () => {
  const other = await newBuilder();
  const [first = ""] = keys.map(({ id }) => id);
  const rows = [
    [builderId, "2026-03-01", first, "listProjects", 200, 5],
    [builderId, "2026-03-02", first, "listProjects", 200, 6],
    [builderId, "2026-03-02", "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01", "listProjects", 200, 7],
    [builderId, "2026-03-03", first, "listProjects", 500, 8],
    [other, "2026-03-02", first, "listProjects", 200, 9],
  ];
  await env.PLATFORM_DB.prepare(
    "insert into api_usage select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 from json_each(?)",
  )
    .bind(JSON.stringify(rows))
    .run();
  const calls = async (query: string) => (await usage(query)).map((row) => row.calls);
  expect(await calls("?from=2026-03-01&to=2026-03-03")).toEqual([8, 7, 6, 5]);
  expect(await calls("?from=2026-03-02&to=2026-03-02")).toEqual([7, 6]);
  expect(await calls(`?from=2026-03-01&to=2026-03-03&principal_id=${first}`)).toEqual([8, 6, 5]);
  expect(await calls("?to=2026-03-08")).toEqual([8, 7, 6]);
});

test.each([
  ["?from=yesterday", "?from"],
  ["?from=2026-02-30", "?from"],
  ["?to=2026-3-1", "?to"],
  ["?principal_id=me", "?principal_id"],
  ["?from=2026-03-01&from=2026-03-02", "?from"],
  ["?day=2026-03-01", "?day"],
  ["?from=2026-03-03&to=2026-03-01", "?from"],
  ["?from=2099-01-01", "?from"],
])("usage%s is refused by name", async (query, pointer) => {
  expect(expectProblem(await client.get(`/v1/usage${query}`), "invalid_request").errors[0]?.pointer).toBe(pointer);
});
