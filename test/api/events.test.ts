import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { type Db, openDb } from "#db/client";
import { commit } from "#db/commit";
import { timeOfId } from "#lib/ids";
import { entityNamed, eventTypes } from "#models";
import { eventSchema } from "../../src/api/v1/events";
import { createContext } from "../../src/context";
import { withMethods } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, newClient } from "../support/harness";
import { make, type Made } from "../support/records";

type Event = {
  id: string;
  type: string;
  api_version: string;
  environment: string;
  created_at: string;
  data: Made;
  previous_attributes?: Record<string, unknown>;
};
type Page = { data: Event[]; has_more: boolean; next_cursor: string | null };

let client: Client;
let made: Made;

beforeAll(async () => {
  client = await newClient({ shard: 1, environment: "sandbox" });
  made = await make(client, entityNamed("client"), {}, { name: "First" });
  await client.patch(`/v1/clients/${made.id}`, { name: "Second", notes: null });
  await client.delete(`/v1/clients/${made.id}`);
});

const list = async (query = "") => (await client.get<Page>(`/v1/events${query}`)).body;

/** The database, with the sizes in bytes of the texts that are bound. */
function measured(database: D1Database): { db: Db; sizes: number[] } {
  const sizes: number[] = [];
  const prepare = (sql: string) => {
    const statement = database.prepare(sql);
    const bind = (...values: unknown[]) => {
      sizes.push(...values.map((value) => new TextEncoder().encode(String(value)).length));
      return statement.bind(...values);
    };
    return withMethods(statement, { bind });
  };
  return { db: openDb(withMethods(database, { prepare })), sizes };
}

test("a commit has as many events as it brings about, however large they are together", async () => {
  const { builderId } = await newClient();
  const tenant = { builderId, shard: 0, environment: "live" as const, plan: "" };
  const { db, sizes } = measured(env.TENANT_DB_0);
  const actor = { type: "system", job: "test" } as const;
  const ctx = { ...createContext(env, { waitUntil: () => undefined }, tenant, actor), db };
  const events = Array.from({ length: 30 }, (_, index) => ({
    type: "client.updated",
    objectId: `client-${index}`,
    data: { notes: "“”".repeat(25_000) },
    previousAttributes: { notes: null },
  }));
  await commit(ctx, { writes: [], events, result: undefined });
  const { results } = await env.TENANT_DB_0.prepare(
    "select object_id, length(data) as size, previous_attributes as previous from events where builder_id = ? order by id",
  )
    .bind(builderId)
    .all();
  // Cloudflare's D1 takes 2 MB as one parameter, the local one more.
  expect(Math.max(...sizes)).toBeLessThan(2_000_000);
  const size = 50_000 + JSON.stringify({ notes: "" }).length;
  expect(results).toEqual(events.map(({ objectId }) => ({ object_id: objectId, size, previous: '{"notes":null}' })));
});

test("each change has its event, newest first, with what was before", async () => {
  const { data } = await list();
  expect(data.map(({ type }) => type)).toEqual(["client.deleted", "client.updated", "client.created"]);
  const [deleted, updated, created] = data;
  expect(created?.data).toEqual(made);
  expect(updated?.data).toMatchObject({ id: made.id, name: "Second", notes: null });
  expect(updated?.previous_attributes).toEqual({ name: "First", notes: made["notes"], updated_at: made["updated_at"] });
  expect(deleted?.data).toEqual(updated?.data);
  for (const event of data) {
    expect(() => eventSchema().parse(event)).not.toThrow();
    expect(event).toMatchObject({ api_version: "v1", environment: "sandbox" });
    expect(timeOfId(event.id)).toBe(Date.parse(event.created_at));
  }
});

test("an event is got by its id, by its builder alone", async () => {
  const [event] = (await list()).data;
  const got = await client.get<Event>(`/v1/events/${event?.id ?? ""}`);
  expect([got.status, got.body]).toEqual([200, event]);
  for (const stranger of [await newClient({ shard: 1 }), await newClient({ shard: 0 })]) {
    expectProblem(await stranger.get(`/v1/events/${event?.id ?? ""}`), "not_found");
    expect((await stranger.get<Page>("/v1/events")).body.data).toEqual([]);
  }
});

test("events are filtered by type and time, and paged", async () => {
  const types = async (query: string) => (await list(query)).data.map(({ type }) => type);
  expect(await types("?type=client.updated")).toEqual(["client.updated"]);
  expect(await types("?type[in]=client.updated,client.created")).toEqual(["client.updated", "client.created"]);
  expect(await types("?type[ne]=client.updated")).toEqual(["client.deleted", "client.created"]);
  expect(await types("?created_at[lt]=2020-01-01T00:00:00Z")).toEqual([]);
  expect(await types("?created_at[gte]=2020-01-01T00:00:00Z")).toEqual([
    "client.created",
    "client.updated",
    "client.deleted",
  ]);
  expectProblem(await client.get("/v1/events?type=client.painted"), "invalid_request", /type/u);
  const first = await list("?limit=2");
  expect(first.has_more).toBe(true);
  const second = await list(`?limit=2&cursor=${first.next_cursor ?? ""}`);
  expect([...first.data, ...second.data].map(({ type }) => type)).toEqual([
    "client.deleted",
    "client.updated",
    "client.created",
  ]);
});

test("a refused change has no event, and none of a failed commit remains", async () => {
  const before = (await list()).data.length;
  await client.post("/v1/clients", { name: "" });
  await client.post("/v1/projects", { code: "X", name: "X", client_id: made.id });
  expect((await list()).data).toHaveLength(before);
  const { results } = await env.TENANT_DB_1.prepare("select count(*) as n from projects where builder_id = ?")
    .bind(client.builderId)
    .all<{ n: number }>();
  expect(results[0]?.n).toBe(0);
});

test("the catalogue says of each type what it is, with a schema and a sample", async () => {
  const { body } = await new Client("", undefined).get<{
    data: { name: string; description: string; schema: Record<string, unknown>; sample: Event }[];
  }>("/v1/event-types");
  expect(body.data.map(({ name }) => name)).toEqual(eventTypes.map(({ name }) => name));
  for (const name of [
    "invoice.approved",
    "invoice.paid",
    "change_order.approved",
    "schedule.task_delayed",
    "document.uploaded",
    "webhook.disabled",
  ])
    expect(body.data.map((type) => type.name)).toContain(name);
  for (const { name, description, schema, sample } of body.data) {
    expect(description).not.toBe("");
    expect(schema).toMatchObject({ type: "object", properties: expect.any(Object) as object });
    expect(sample.type).toBe(name);
    expect(() => eventSchema().parse(sample)).not.toThrow();
  }
});

test("the names alone, and one type, are had without all the schemas", async () => {
  const anyone = new Client("", undefined);
  const all = await anyone.get<{ data: { name: string; description: string }[] }>("/v1/event-types");
  const names = await anyone.get<{ data: unknown[] }>("/v1/event-names");
  expect(names.body.data).toEqual(all.body.data.map(({ name, description }) => ({ name, description })));
  const one = await anyone.get("/v1/event-types/invoice.approved");
  expect([one.status, one.body]).toEqual([200, all.body.data.find(({ name }) => name === "invoice.approved")]);
  for (const name of ["invoice.exploded", "invoice", "%00", "a.b.c"])
    expectProblem(await anyone.get(`/v1/event-types/${name}`), "not_found");
});
