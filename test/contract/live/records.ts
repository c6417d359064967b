import { expect } from "vitest";
import { type Entity, entityNamed, sampleInput, sampleUpdate, schemaName } from "../../../src/models";
import { follow, type Parameter } from "../documents";
import type { Api, Asked, Json } from "./api";

/** Ids of the records made so far, by the names of their entities. */
export type Refs = Record<string, string>;

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** In an order in which each finds those it refers to. */
export const ORDER = [
  "client",
  "cost_code",
  "vendor",
  "project",
  "budget",
  "budget_line",
  "schedule",
  "schedule_task",
  "invoice",
  "invoice_line_item",
  "change_order",
  "document",
  "permit",
];

let counter = 0;

/** The sample, referring to what is there, and with unique values of its own. */
export function inputOf(entity: Entity, refs: Refs, more: Json = {}): Json {
  counter += 1;
  const unique = new Set((entity.unique ?? []).flat());
  const input = sampleInput(entity);
  for (const [name, field] of Object.entries(entity.fields)) {
    if (!(name in input)) continue;
    if (field.kind === "ref") input[name] = refs[field.to];
    else if (unique.has(name)) input[name] = `${String(field.example)}-${counter}`;
  }
  // The total of an invoice is that of its lines, which are made later.
  if (entity.name === "invoice") input["total_cents"] = 0;
  return { ...input, ...more };
}

const paramsOf = (entity: Entity, refs: Refs): Record<string, string> =>
  entity.parent ? { [entity.parent.field]: refs[entity.parent.entity] ?? "" } : {};

/** Creates, gets, lists, changes, deletes, and makes many: all that every entity has in common. */
export async function exercise(api: Api, name: string, refs: Refs): Promise<void> {
  const entity = entityNamed(name);
  const [one, many] = [schemaName(entity), pascal(entity.plural)];
  const above = paramsOf(entity, refs);
  const idempotency = { "idempotency-key": `contract-${name}` };
  const body = inputOf(entity, refs);
  const made = await api.does(`create${one}`, 201, { params: above, body, headers: idempotency });
  const again = await api.does(`create${one}`, 201, { params: above, body, headers: idempotency });
  expect(again.body).toEqual(made.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const other = Object.fromEntries(Object.entries(body).slice(0, -1));
  await api.does(`create${one}`, 422, { params: above, body: other, headers: idempotency });
  if (entity.unique) await api.does(`create${one}`, 409, { params: above, body });
  const id = String(made.body["id"]);
  const params = { ...above, id };
  refs[name] = id;

  const { updated_at: _, ...change } = sampleUpdate(entity).before;
  const got = await api.does(`get${one}`, 200, { params });
  const etag = got.headers.get("etag") ?? "";
  await api.does(`get${one}`, 304, { params, headers: { "if-none-match": etag } });
  const stale = { params, body: change, headers: { "if-match": '"999"' } };
  await api.does(`update${one}`, 412, stale);
  await api.does(`delete${one}`, 412, { params, headers: { "if-match": '"999"' } });
  await api.does(`update${one}`, 200, {
    params,
    body: change,
    headers: { "if-match": etag, "content-type": "application/merge-patch+json" },
  });
  if (!entity.parent) await makeMany(api, entity, refs);
  const spare = await api.does(`create${one}`, 201, { params: above, body: inputOf(entity, refs) });
  await api.does(`delete${one}`, 204, { params: { ...above, id: String(spare.body["id"]) } });
  await list(api, `list${many}`, above);
}

async function makeMany(api: Api, entity: Entity, refs: Refs): Promise<void> {
  const operationId = `bulkCreate${pascal(entity.plural)}`;
  const data = [inputOf(entity, refs), inputOf(entity, refs)];
  expect((await api.does(operationId, 200, { body: { data } })).body).toMatchObject({ created: 2, failed: 0 });
  const mixed = await api.refuses(operationId, 200, {
    body: { data: [inputOf(entity, refs), { surprise: 1 }, ...data] },
  });
  expect(mixed.body).toMatchObject({ created: entity.unique ? 1 : 3, failed: entity.unique ? 3 : 1 });
}

/** Asks a list for two pages, in every order, and with each of its filters as the document shows it. */
export async function list(
  api: Api,
  operationId: string,
  params: Record<string, string> = {},
  as: Pick<Asked, "session"> = {},
): Promise<void> {
  const ask = (query: Record<string, string>, status = 200) => api.does(operationId, status, { ...as, params, query });
  const first = await ask({ limit: "1" });
  const cursor = first.body["next_cursor"];
  expect(first.body["has_more"]).toBe(cursor !== null);
  expect(first.headers.has("link")).toBe(cursor !== null);
  if (typeof cursor === "string") await ask({ limit: "1", cursor });
  await ask({ cursor: "AAAA" }, 400);
  const { document } = api;
  const { parameters = [] } = api.routeOf(operationId).operation;
  const filters = parameters
    .map((parameter) => follow<Parameter>(document, parameter))
    .filter(({ name, in: where }) => where === "query" && name !== "limit" && name !== "cursor");
  for (const { name, schema, example } of filters) {
    await ask({ [name]: String(example) });
    const wrong: Asked = { ...as, params, query: { [name]: schema.type === "array" ? "," : "?".repeat(3000) } };
    await api.refuses(operationId, 400, wrong);
  }
}
