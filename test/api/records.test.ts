import { beforeAll, expect, test } from "vitest";
import { timeOfId } from "#lib/ids";
import { detailSchema, type Entity, type Field, isNullable, resourceSchema } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import {
  allEntities,
  childEntities,
  collectionPath,
  inputFor,
  type Input,
  make,
  type Made,
  makeOfEach,
  type Refs,
} from "../support/records";

type Event = { id: string; type: string; data: Made; previous_attributes?: Input };
type Page = { data: Made[] };

let client: Client;
let refs: Refs;
let foreign: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  refs = await makeOfEach(client);
  foreign = await makeOfEach(await newClient({ shard: 1 }));
});

const named = allEntities.map((entity) => ({ name: entity.name, entity }));
const mutable = (entity: Entity) =>
  Object.entries(entity.fields).filter(
    ([name, field]) => !field.readOnly && !field.immutable && !field.internal && name !== entity.parent?.field,
  );

/** Two values of a field that differ from each other. */
function twoValues(field: Field, target: Refs): [unknown, unknown] {
  switch (field.kind) {
    case "choice":
      return [field.values[0], field.values[1]];
    case "boolean":
      return [true, false];
    case "integer":
    case "number":
      return [Math.max(0, field.min), Math.max(0, field.min) + 1];
    case "date":
      return ["First", "Planned or actual start"].some((start) => field.description.startsWith(start))
        ? ["2026-03-01", "2026-03-02"]
        : ["2027-05-01", "2027-05-02"];
    case "time":
      return ["2026-05-01T00:00:00.000Z", "2026-05-02T00:00:00.000Z"];
    case "ref":
      return [target[field.to], target[`other_${field.to}`] ?? target[field.to]];
    case "list":
      return [[], []];
    case "text":
      return twoTexts(field);
  }
}

function twoTexts(field: Extract<Field, { kind: "text" }>): [string, string] {
  if (field.format === "email") return ["a@example.com", "b@example.com"];
  if (field.pattern?.includes("[0-9]{5}")) return ["33037", "33038"];
  if (field.pattern?.includes("[0-9a-f]{8}")) return [String(field.example), String(field.example)];
  if (field.max <= 3) return ["AAA".slice(0, field.max), "BBB".slice(0, field.max)];
  return ["FIRST", "SECOND"];
}

const eventsOf = async (id: string) =>
  (
    await client.get<{ data: Event[] }>(
      `/v1/events?sort=created_at&limit=100&created_at[gte]=${new Date(timeOfId(id)).toISOString()}`,
    )
  ).body.data.filter(({ data }) => data.id === id);

test.each(named)("$name is created, read, listed and deleted", async ({ entity }) => {
  const path = collectionPath(entity, refs);
  const input = inputFor(entity, refs);
  const created = await client.post<Made>(path, input);
  const { id } = created.body;
  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe(`/api${path}/${id}`);
  expect(created.headers.get("etag")).toBe('"1"');
  expect(created.body).toMatchObject(input);
  expect(() => detailSchema(entity).parse(created.body)).not.toThrow();
  expect(Object.keys(created.body).filter((name) => entity.fields[name]?.internal)).toEqual([]);

  const read = await client.get<Made>(`${path}/${id}`);
  expect([read.status, read.headers.get("etag"), read.body]).toEqual([200, '"1"', created.body]);
  const listed = (await client.get<Page>(`${path}?limit=100`)).body.data.find((item) => item.id === id);
  expect(() => resourceSchema(entity).parse(listed)).not.toThrow();
  expect(created.body).toMatchObject(listed ?? { id: "not listed" });

  const deleted = await client.delete(`${path}/${id}`);
  expect([deleted.status, deleted.body]).toEqual([204, ""]);
  expectProblem(await client.get(`${path}/${id}`), "not_found");
  expectProblem(await client.patch(`${path}/${id}`, {}), "not_found");
  expectProblem(await client.delete(`${path}/${id}`), "not_found");
  const events = await eventsOf(id);
  expect(events.map(({ type }) => type)).toEqual([`${entity.name}.created`, `${entity.name}.deleted`]);
  expect(events[0]?.data).toEqual(created.body);
  expect(events[1]?.data).toEqual(listed);
});

test.each(named)("$name takes a merge-patch of every field, and null empties it", async ({ entity }) => {
  const path = collectionPath(entity, refs);
  const { id } = await make(client, entity, refs);
  let before = (await client.get<Made>(`${path}/${id}`)).body;
  const seen: Input[] = [];
  for (const [name, field] of mutable(entity)) {
    if (name === "total_cents" || name === "currency") continue;
    const values = [...twoValues(field, refs), ...(isNullable(field) ? [null] : [])].filter(
      (value, at, all) => JSON.stringify(value) !== JSON.stringify(at === 0 ? before[name] : all[at - 1]),
    );
    for (const value of values) {
      const patch = { [name]: value };
      const reply = await client.patch<Made>(`${path}/${id}`, patch, {
        "content-type": "application/merge-patch+json",
      });
      expect(reply.body).toEqual({ ...before, ...patch, updated_at: reply.body["updated_at"], ...without(entity) });
      expect(() => resourceSchema(entity).parse(reply.body)).not.toThrow();
      seen.push({ [name]: before[name] });
      before = reply.body;
    }
  }
  expect(seen.length).toBeGreaterThan(3);
  const read = await client.get<Made>(`${path}/${id}`);
  expect(read.body).toMatchObject(before);
  expect(read.headers.get("etag")).toBe(`"${seen.length + 1}"`);
  const previous = (await eventsOf(id)).filter(({ type }) => type === `${entity.name}.updated`);
  expect(previous.map(({ previous_attributes: was }) => was)).toEqual(seen.map((was) => expect.objectContaining(was)));
});

/** An update answers with the record alone, without what belongs to it. */
const without = (entity: Entity): Input =>
  Object.fromEntries(
    childEntities
      .filter(({ parent }) => parent?.entity === entity.name)
      .map(({ parent }) => [parent?.collection, undefined]),
  );

test.each(named)("$name refuses null, other types and read-only or immutable fields", async ({ entity }) => {
  const path = `${collectionPath(entity, refs)}/${refs[entity.name] ?? ""}`;
  const before = await client.get<Made>(path);
  for (const [name, field] of Object.entries(entity.fields)) {
    const closed = field.readOnly || field.immutable || name === entity.parent?.field;
    const bad = closed ? [before.body[name] ?? null] : [...(isNullable(field) ? [] : [null]), { no: "object" }];
    for (const value of bad) {
      const problem = expectProblem(await client.patch(path, { [name]: value }), "invalid_request");
      expect(problem.errors.map(({ pointer }) => pointer)).toEqual([`/${name}`]);
    }
  }
  const after = await client.get<Made>(path);
  expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
});

test.each(named)("$name lacks nothing it requires", async ({ entity }) => {
  const required = Object.entries(entity.fields).filter(
    ([name, field]) => field.required && !field.readOnly && name !== entity.parent?.field,
  );
  const problem = expectProblem(await client.post(collectionPath(entity, refs), {}), "invalid_request");
  expect(problem.errors.map(({ pointer }) => pointer).toSorted()).toEqual(
    required.map(([name]) => `/${name}`).toSorted(),
  );
});

test.each(named)("$name refuses a reference to nothing, and to another builder's record", async ({ entity }) => {
  const fields = Object.entries(entity.fields).filter(
    ([name, field]) => field.kind === "ref" && name !== entity.parent?.field,
  );
  for (const [name] of fields) {
    const wrong = { [name]: inputFor(entity, foreign)[name] };
    const problem = expectProblem(
      await client.post(collectionPath(entity, refs), inputFor(entity, refs, wrong)),
      "invalid_request",
    );
    expect(problem.errors).toEqual([
      { pointer: `/${name}`, detail: expect.stringMatching(/^There is no /u) as string },
    ]);
  }
  // Those without references have their turn too: what they point at is nothing.
  expect(fields.length === 0).toBe(["client", "cost_code", "vendor"].includes(entity.name));
});

test("an empty patch, and one that says what is so already, change nothing", async () => {
  const path = `/v1/clients/${refs["client"] ?? ""}`;
  const before = await client.get<Made>(path);
  for (const patch of [{}, { name: before.body["name"] }]) {
    const reply = await client.patch(path, patch);
    expect([reply.status, reply.body]).toEqual([200, before.body]);
    expect(reply.headers.get("etag")).toBe(before.headers.get("etag"));
  }
  expect((await eventsOf(refs["client"] ?? "")).map(({ type }) => type)).toEqual(["client.created"]);
});

test("text keeps every character, and refuses what cannot be kept", async () => {
  const name = "Zoë 🏗️ \u2028 “quoted” \\ 'x' \u0001 ] ; drop table clients; --";
  const { id } = await make(client, entityNamedClient(), refs, { name });
  expect((await client.get<Made>(`/v1/clients/${id}`)).body["name"]).toBe(name);
  const problem = expectProblem(await client.post("/v1/clients", { name: "nul \u0000" }), "invalid_request");
  expect(problem.errors[0]?.pointer).toBe("/name");
  expectProblem(await client.post("/v1/clients", '{"name":"half of \\ud83c"}'), "invalid_json", /surrogate/u);
  expect((await client.post("/v1/clients", '{"name":"whole \\ud83c\\udfd7"}')).body["name"]).toBe("whole \u{1f3d7}");
});

function entityNamedClient(): Entity {
  const found = allEntities.find(({ name }) => name === "client");
  if (!found) throw new Error("no clients");
  return found;
}
