import { beforeAll, expect, test } from "vitest";
import { entityNamed } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import {
  allEntities,
  collectionPath,
  make,
  type Made,
  makeOfEach,
  parentEntities,
  type Refs,
} from "../support/records";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 0 });
  refs = await makeOfEach(client);
});

const named = allEntities.map((entity) => ({ name: entity.name, entity }));
const change = (name: string, value: unknown) => {
  const fields = entityNamed(name).fields;
  const field = ["name", "title", "memo", "description", "reference"].find((candidate) => candidate in fields);
  return { [field ?? ""]: value };
};

test.each(named)("$name: If-Match lets only the present version be changed or deleted", async ({ name, entity }) => {
  const { id } = await make(client, entity, refs);
  const path = `${collectionPath(entity, refs)}/${id}`;
  const first = await client.patch(path, change(name, "One"), { "if-match": '"1"' });
  expect([first.status, first.headers.get("etag")]).toEqual([200, '"2"']);
  for (const stale of ['"1"', '"3"', '"1", "3"', '"x"', 'W/"1"']) {
    expectProblem(await client.patch(path, change(name, "Two"), { "if-match": stale }), "precondition_failed");
    expectProblem(await client.delete(path, { "if-match": stale }), "precondition_failed");
  }
  for (const [at, good] of ['"2"', '"1", "3"', "*"].entries()) {
    const reply = await client.patch(path, change(name, `Good ${at}`), { "if-match": good });
    expect([reply.status, reply.headers.get("etag")]).toEqual([200, `"${at + 3}"`]);
  }
  for (const broken of ["2", '"2" "3"', "W/2"]) {
    const problem = expectProblem(await client.patch(path, {}, { "if-match": broken }), "invalid_request");
    expect(problem.errors[0]?.pointer).toMatch(/if-match/iu);
  }
  expect((await client.delete(path, { "if-match": '"5"' })).status).toBe(204);
});

test("a tag that only looks like the number of a version is not its tag", async () => {
  const entity = entityNamed("client");
  const path = `${collectionPath(entity, refs)}/${(await make(client, entity, refs)).id}`;
  for (const other of ['""', '"1.0"', '"01"', '"1e0"', '"0x1"', '" 1"'])
    expectProblem(await client.patch(path, { name: "Other" }, { "if-match": other }), "precondition_failed");
  expect((await client.patch(path, { name: "Same" }, { "if-match": '"1"' })).status).toBe(200);
  // Version 0 is that of setbacks that nobody has entered.
  const project = await make(client, entityNamed("project"), refs);
  const setbacks = `/v1/projects/${project.id}/setbacks`;
  expectProblem(await client.put(setbacks, { front_ft: 1 }, { "if-match": '""' }), "precondition_failed");
});

test.each(named)("$name: an unchanged one is answered 304", async ({ name, entity }) => {
  const path = `${collectionPath(entity, refs)}/${(await make(client, entity, refs)).id}`;
  for (const known of ['"1"', 'W/"1"', '"7", "1"', "*"]) {
    const reply = await client.get(path, { "if-none-match": known });
    expect([reply.status, reply.body, reply.headers.get("etag")]).toEqual([304, "", '"1"']);
  }
  expect((await client.get(path, { "if-none-match": '"7"' })).status).toBe(200);
  await client.patch(path, change(name, "New"));
  const changed = await client.get(path, { "if-none-match": '"1"' });
  expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
});

test.each(named)("$name: of concurrent changes with If-Match exactly one wins", async ({ name, entity }) => {
  const path = `${collectionPath(entity, refs)}/${(await make(client, entity, refs)).id}`;
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      client.patch<Made>(path, change(name, `Writer ${at}`), { "if-match": '"1"' }),
    ),
  );
  const won = replies.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  for (const lost of replies.filter(({ status }) => status !== 200)) expectProblem(lost, "precondition_failed");
  const after = await client.get<Made>(path);
  expect(after.headers.get("etag")).toBe('"2"');
  expect(after.body).toMatchObject(
    change(
      name,
      Object.values(won[0]?.body ?? {}).find((value) => String(value).startsWith("Writer")),
    ),
  );
});

test("concurrent changes of different fields without If-Match all land, or say that they did not", async () => {
  const path = `/v1/vendors/${(await make(client, entityNamed("vendor"), refs)).id}`;
  const fields = ["trade", "contact_name", "phone", "city", "license_number", "address_line2"];
  const replies = await Promise.all(fields.map((field) => client.patch<Made>(path, { [field]: "changed" })));
  const { body, headers } = await client.get<Made>(path);
  for (const [at, field] of fields.entries()) {
    const { status } = replies[at] ?? { status: 0 };
    expect([200, 409]).toContain(status);
    expect(body[field] === "changed").toBe(status === 200);
  }
  expect(headers.get("etag")).toBe(`"${replies.filter(({ status }) => status === 200).length + 1}"`);
});

test.each(parentEntities.map(({ name }) => name))(
  "%s: a delete and a change at once leave it whole or gone",
  async (name) => {
    const entity = entityNamed(name);
    const path = `${collectionPath(entity, refs)}/${(await make(client, entity, refs)).id}`;
    const [changed, deleted] = await Promise.all([client.patch(path, change(name, "Late")), client.delete(path)]);
    expect([200, 404, 409]).toContain(changed.status);
    expect([204, 409]).toContain(deleted.status);
    expect((await client.get(path)).status).toBe(deleted.status === 204 ? 404 : 200);
  },
);

test("an action honours If-Match, too", async () => {
  const lines = [{ description: "Line", amount_cents: 100 }];
  const { id } = await make(client, entityNamed("invoice"), refs, { line_items: lines });
  const path = `/v1/invoices/${id}/approve`;
  expectProblem(await client.post(path, {}, { "if-match": '"9"' }), "precondition_failed");
  const approved = await client.post(path, {}, { "if-match": '"1"' });
  expect([approved.status, approved.body["status"], approved.headers.get("etag")]).toEqual([200, "approved", '"2"']);
});
