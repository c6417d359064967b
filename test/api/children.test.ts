import { beforeAll, expect, test } from "vitest";
import { type Entity, entityNamed } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import {
  childEntities,
  collectionPath,
  inputFor,
  make,
  type Made,
  makeOfEach,
  pathOfParent,
  type Refs,
} from "../support/records";

let client: Client;
let refs: Refs;
let foreign: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 0 });
  refs = await makeOfEach(client);
  foreign = await makeOfEach(await newClient({ shard: 0 }));
});

const named = childEntities.map((entity) => ({
  name: entity.name,
  entity,
  collection: entity.parent?.collection ?? "",
}));
const parentOf = (entity: Entity) => entityNamed(entity.parent?.entity ?? "");
const another = async (entity: Entity): Promise<Refs> => {
  const parent = parentOf(entity);
  return { ...refs, [parent.name]: (await make(client, parent, refs)).id };
};
const versionOf = async (path: string) => (await client.get(path)).headers.get("etag");

test.each(named)("$name is found below its own parent only", async ({ entity }) => {
  const child = await make(client, entity, refs);
  const elsewhere = await another(entity);
  for (const wrong of [elsewhere, foreign]) {
    const path = `${collectionPath(entity, wrong)}/${child.id}`;
    expectProblem(await client.get(path), "not_found");
    expectProblem(await client.patch(path, {}), "not_found");
    expectProblem(await client.delete(path), "not_found");
  }
  expectProblem(await client.get(collectionPath(entity, foreign)), "not_found");
  expectProblem(await client.post(collectionPath(entity, foreign), inputFor(entity, refs)), "not_found");
  expect((await client.get<{ data: Made[] }>(collectionPath(entity, elsewhere))).body.data).toEqual([]);
  expect((await client.get(`${collectionPath(entity, refs)}/${child.id}`)).body).toEqual(child);
});

test.each(named)(
  "$name moves its parent's version when it is added, changed or removed",
  async ({ entity, collection }) => {
    const own = await another(entity);
    const parent = pathOfParent(entity, own);
    const path = collectionPath(entity, own);
    const versions = [await versionOf(parent)];
    const { id } = await make(client, entity, own);
    versions.push(await versionOf(parent));
    expect((await client.get<Made>(parent)).body[collection]).toMatchObject([{ id }]);
    const field = ["name", "description"].find((name) => name in entity.fields) ?? "";
    await client.patch(`${path}/${id}`, { [field]: "Changed" });
    versions.push(await versionOf(parent));
    expect((await client.get<Made>(parent)).body[collection]).toMatchObject([{ id, [field]: "Changed" }]);
    await client.delete(`${path}/${id}`);
    versions.push(await versionOf(parent));
    expect((await client.get<Made>(parent)).body[collection]).toEqual([]);
    expect(versions).toEqual(['"1"', '"2"', '"3"', '"4"']);
  },
);

test.each(named)(
  "$name: a parent takes as many as it may have, at once or one by one",
  async ({ entity, collection }) => {
    const { max } = entity.parent ?? { max: 0 };
    const parent = parentOf(entity);
    const rows = Array.from({ length: max }, () => inputFor(entity, refs));
    const tooMany = inputFor(parent, refs, { [collection]: [...rows, rows[0]] });
    const refused = expectProblem(await client.post(collectionPath(parent, refs), tooMany), "invalid_request");
    expect(refused.errors[0]?.pointer).toBe(`/${collection}`);
    const full = await make(client, parent, refs, { [collection]: rows });
    expect((await client.get<Made>(`${collectionPath(parent, refs)}/${full.id}`)).body[collection]).toHaveLength(max);
    const own = { ...refs, [parent.name]: full.id };
    expectProblem(
      await client.post(collectionPath(entity, own), inputFor(entity, refs)),
      "conflict",
      new RegExp(String(max), "u"),
    );
  },
);

test.each(named)(
  "$name: the last place of a parent goes to one of those who want it at once",
  async ({ entity, collection }) => {
    const { max } = entity.parent ?? { max: 0 };
    const parent = parentOf(entity);
    const rows = Array.from({ length: max - 1 }, () => inputFor(entity, refs));
    const own = { ...refs, [parent.name]: (await make(client, parent, refs, { [collection]: rows })).id };
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => client.post(collectionPath(entity, own), inputFor(entity, refs))),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 201)) expectProblem(reply, "conflict");
  },
);

test("lines stand in the order of their position, then of their creation", async () => {
  const line = (position: number) => ({ cost_code_id: refs["cost_code"], position });
  const budget = await make(client, entityNamed("budget"), refs, { lines: [3, 1, 2, 1].map(line) });
  const made = budget["lines"] as Made[];
  const read = (await client.get<Made>(`/v1/budgets/${budget.id}`)).body["lines"] as Made[];
  expect(read.map(({ id }) => id)).toEqual([1, 3, 2, 0].map((at) => made[at]?.id));
});

test("a locked budget takes no new lines and keeps those it has", async () => {
  const own = await another(entityNamed("budget_line"));
  const { id } = await make(client, entityNamed("budget_line"), own);
  await client.patch(`/v1/budgets/${own["budget"] ?? ""}`, { status: "locked" });
  const path = collectionPath(entityNamed("budget_line"), own);
  expectProblem(await client.post(path, inputFor(entityNamed("budget_line"), refs)), "invalid_state", /locked/u);
  expectProblem(await client.delete(`${path}/${id}`), "invalid_state", /locked/u);
  await client.patch(`/v1/budgets/${own["budget"] ?? ""}`, { status: "active" });
  expect((await client.delete(`${path}/${id}`)).status).toBe(204);
});
