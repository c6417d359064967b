import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { type Entity, entities } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { allEntities, collectionPath, make, makeOfEach, type Refs } from "../support/records";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 0 });
  refs = await makeOfEach(client);
});

/** Every reference between records that does not say to whom a record belongs. */
const references = allEntities.flatMap((entity) =>
  Object.entries(entity.fields).flatMap(([field, spec]) => {
    const target = spec.kind === "ref" && field !== entity.parent?.field ? entities[spec.to] : undefined;
    return target ? [{ name: `${entity.name}.${field}`, entity, field, target }] : [];
  }),
);

/** A new record for the reference to point at; a payment points at an invoice that can be paid. */
async function newTarget(entity: Entity, target: Entity): Promise<string> {
  if (entity.name !== "payment") return (await make(client, target, refs)).id;
  const lines = [{ description: "Line", amount_cents: 5_000_000 }];
  const { id } = await make(client, target, refs, { line_items: lines });
  await client.post(`/v1/invoices/${id}/approve`);
  return id;
}

test.each(references)("what $name refers to cannot be deleted before it", async ({ entity, field, target }) => {
  const id = await newTarget(entity, target);
  const path = `${collectionPath(target, refs)}/${id}`;
  const first = await make(client, entity, refs, { [field]: id });
  const problem = expectProblem(await client.delete(path), "in_use");
  expect(problem.detail).toContain(`1 ${entity.name.replaceAll("_", " ")}`);
  expect(problem.errors).toEqual([{ pointer: `/${field}`, detail: expect.stringContaining(field) as string }]);
  expect((await client.get(path)).status).toBe(200);

  const second = await make(client, entity, refs, { [field]: id });
  expectProblem(await client.delete(path), "in_use", new RegExp(`2 ${entity.plural.replaceAll("_", " ")}`, "u"));
  for (const made of [first, second])
    expect((await client.delete(`${collectionPath(entity, refs)}/${made.id}`)).status).toBe(204);
  if (entity.name === "payment") await client.post(`/v1/invoices/${id}/void`);
  expect((await client.delete(path)).status).toBe(204);
});

test("there are references to walk", () => {
  expect(references.length).toBeGreaterThan(12);
});

test("every kind of thing that refers is said at once", async () => {
  const project = (await make(client, entities["project"] as Entity, refs)).id;
  const of = { ...refs, project };
  for (const name of ["budget", "schedule", "document", "document"]) await make(client, entities[name] as Entity, of);
  const problem = expectProblem(await client.delete(`/v1/projects/${project}`), "in_use");
  expect(problem.detail).toMatch(/1 budget and 2 documents and 1 schedule/u);
  expect(problem.errors).toHaveLength(3);
});

test("a record is deleted with all that belongs to it, and with nothing else", async () => {
  const line = { cost_code_id: refs["cost_code"], budgeted_cents: 1 };
  const [doomed, kept] = [
    await make(client, entities["budget"] as Entity, refs, { lines: [line, line, line] }),
    await make(client, entities["budget"] as Entity, refs, { lines: [line, line] }),
  ];
  expect((await client.delete(`/v1/budgets/${doomed.id}`)).status).toBe(204);
  const sql = "select count(*) as n from budget_lines where builder_id = ? and budget_id = ?";
  const count = async (id: string) =>
    (await env.TENANT_DB_0.prepare(sql).bind(client.builderId, id).first<{ n: number }>())?.n;
  expect([await count(doomed.id), await count(kept.id)]).toEqual([0, 2]);
  expectProblem(await client.get(`/v1/budgets/${doomed.id}/lines`), "not_found");
});

test("lines that others refer to keep their budget", async () => {
  const line = { cost_code_id: refs["cost_code"] };
  const budget = await make(client, entities["budget"] as Entity, refs, { lines: [line] });
  const [first] = budget["lines"] as { id: string }[];
  await make(client, entities["change_order"] as Entity, refs, { budget_line_id: first?.id });
  expectProblem(await client.delete(`/v1/budgets/${budget.id}`), "in_use", /1 change order/u);
});

test("a reference made while its target is deleted never points at nothing", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await make(client, entities["client"] as Entity, refs);
    const [created, deleted] = await Promise.all([
      client.post<{ id: string }>("/v1/projects", { code: `RACE-${round}`, name: "Race", client_id: id }),
      client.delete(`/v1/clients/${id}`),
    ]);
    expect([201, 400, 409]).toContain(created.status);
    expect([204, 409]).toContain(deleted.status);
    expect(created.status === 201 && deleted.status === 204).toBe(false);
  }
});
