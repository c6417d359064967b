import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/ids";
import { detailSchema, type Entity, entityNamed } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient, type Reply } from "../support/harness";
import {
  collectionPath,
  inputFor,
  type Input,
  make,
  type Made,
  makeOfEach,
  parentEntities,
  type Refs,
} from "../support/records";

type Row = {
  index: number;
  status: number;
  code?: string;
  record?: Made;
  errors?: { pointer: string; detail: string }[];
};
type Result = { data: Row[]; created: number; failed: number };

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  refs = await makeOfEach(client);
});

const named = parentEntities.map((entity) => ({ name: entity.name, entity }));
const bulk = (entity: Entity, data: unknown[], of: Client = client): Promise<Reply<Result>> =>
  of.post<Result>(`${collectionPath(entity, refs)}/bulk`, { data });
const inputs = (entity: Entity, count: number, more: Input = {}): Input[] =>
  Array.from({ length: count }, () => inputFor(entity, refs, more));
const countOf = async (entity: Entity) =>
  (await client.get<{ data: Made[] }>(`${collectionPath(entity, refs)}?limit=100`)).body.data.length;

/** A payment takes from its invoice, and one bulk request takes from each only once. */
async function rowsFor(entity: Entity, count: number): Promise<Input[]> {
  const rows = inputs(entity, count);
  if (entity.name !== "payment") return rows;
  return await Promise.all(rows.map(async (row) => ({ ...row, invoice_id: await payable(2_000_000) })));
}

async function payable(cents: number, more: Input = {}): Promise<string> {
  const lines = [{ description: "Line", amount_cents: cents, ...more }];
  const { id } = await make(client, entityNamed("invoice"), refs, { line_items: lines });
  expect((await client.post(`/v1/invoices/${id}/approve`)).status).toBe(200);
  return id;
}

test.each(named)("$name: every good row is created, in order, with its event", async ({ entity }) => {
  const rows = await rowsFor(entity, 5);
  const { status, body } = await bulk(entity, rows);
  expect([status, body.created, body.failed]).toEqual([200, 5, 0]);
  expect(body.data.map(({ index, status: row }) => [index, row])).toEqual(rows.map((_, at) => [at, 201]));
  for (const [at, { record }] of body.data.entries()) {
    expect(record).toMatchObject(rows[at] ?? {});
    expect(() => detailSchema(entity).parse(record)).not.toThrow();
    expect((await client.get(`${collectionPath(entity, refs)}/${record?.id ?? ""}`)).body).toEqual(record);
  }
  const { body: events } = await client.get<{ data: { data: Made }[] }>(
    `/v1/events?type=${entity.name}.created&limit=5`,
  );
  expect(new Set(events.data.map(({ data }) => data.id))).toEqual(new Set(body.data.map(({ record }) => record?.id)));
});

test.each(named)(
  "$name: a bad row is refused by its index, and keeps no other from being created",
  async ({ entity }) => {
    const [first = {}, second = {}, third = {}] = await rowsFor(entity, 3);
    const [required = ""] = Object.entries(entity.fields).find(([, field]) => field.required) ?? [];
    const { [required]: _, ...lacking } = first;
    const before = await countOf(entity);
    const { status, body } = await bulk(entity, [lacking, second, { ...first, nonsense: 1 }, third, {}]);
    expect([status, body.created, body.failed]).toEqual([200, 2, 3]);
    expect(body.data.map((row) => [row.index, row.status, row.code])).toEqual([
      [0, 400, "invalid_request"],
      [1, 201, undefined],
      [2, 400, "invalid_request"],
      [3, 201, undefined],
      [4, 400, "invalid_request"],
    ]);
    expect(body.data[0]?.errors?.map(({ pointer }) => pointer)).toEqual([`/${required}`]);
    expect(body.data[2]?.errors?.map(({ pointer }) => pointer)).toEqual(["/nonsense"]);
    expect(await countOf(entity)).toBe(before + 2);
  },
);

const unique = named.filter(({ entity }) => entity.unique);

test.each(unique)("$name: a value taken in the request or before is refused", async ({ entity }) => {
  const [column = ""] = entity.unique?.[0]?.slice(-1) ?? [];
  const existing = await make(client, entity, refs);
  const [a = {}, b = {}, c = {}] = inputs(entity, 3);
  const { body } = await bulk(entity, [a, { ...b, [column]: a[column] }, { ...c, [column]: existing[column] }, c]);
  expect(body.data.map((row) => [row.index, row.status, row.code])).toEqual([
    [0, 201, undefined],
    [1, 409, "already_exists"],
    [2, 409, "already_exists"],
    [3, 201, undefined],
  ]);
  for (const at of [1, 2])
    expect(body.data[at]?.errors).toEqual([{ pointer: `/${column}`, detail: expect.any(String) as string }]);
});

test.each(named)("$name: a reference to nothing is a fault of its own row", async ({ entity }) => {
  const fields = Object.entries(entity.fields).filter(([, field]) => field.kind === "ref");
  const rows = await rowsFor(entity, fields.length + 1);
  const broken = rows.map((row, at) => ({ ...row, ...(fields[at] ? { [fields[at][0]]: newId(1) } : {}) }));
  const { body } = await bulk(entity, broken);
  expect(body.data.map((row) => [row.status, row.errors?.map(({ pointer }) => pointer)])).toEqual([
    ...fields.map(([name]) => [400, [`/${name}`]]),
    [201, undefined],
  ]);
});

test.each(named)(
  "$name: none and more than a hundred rows are refused whole, a hundred are taken",
  async ({ entity }) => {
    const [row = {}] = inputs(entity, 1);
    const none = expectProblem(await bulk(entity, []), "invalid_request");
    expect(none.errors[0]?.pointer).toBe("/data");
    const many = expectProblem(
      await bulk(
        entity,
        Array.from({ length: 101 }, () => row),
      ),
      "invalid_request",
    );
    expect(many.errors[0]?.pointer).toBe("/data");
    const { body } = await bulk(entity, entity.name === "payment" ? [row] : inputs(entity, 100));
    expect(body.failed).toBe(0);
  },
);

test("children come with their rows, and their faults point at them", async () => {
  const good = { cost_code_id: refs["cost_code"], budgeted_cents: 5 };
  const budgets = entityNamed("budget");
  const { body } = await bulk(budgets, [
    inputFor(budgets, refs, { lines: [good, { ...good, cost_code_id: newId(1) }] }),
    inputFor(budgets, refs, { lines: [good, good] }),
    inputFor(budgets, refs, { lines: [good, { ...good, budgeted_cents: -1 }] }),
  ]);
  expect(body.data.map(({ status, errors }) => [status, errors?.map(({ pointer }) => pointer)])).toEqual([
    [400, ["/lines/1/cost_code_id"]],
    [201, undefined],
    [400, ["/lines/1/budgeted_cents"]],
  ]);
  const lines = await client.get<{ data: Made[] }>(`/v1/budgets/${body.data[1]?.record?.id ?? ""}/lines`);
  expect(lines.body.data).toHaveLength(2);
});

test("rows that break a rule of their own are told so", async () => {
  const invoices = entityNamed("invoice");
  const lines = [{ description: "Line", amount_cents: 100 }];
  const { body } = await bulk(invoices, [
    inputFor(invoices, refs, { line_items: lines, total_cents: 99 }),
    inputFor(invoices, refs, { line_items: lines, total_cents: 100 }),
  ]);
  expect(body.data.map(({ status, errors }) => [status, errors?.[0]?.pointer])).toEqual([
    [400, "/total_cents"],
    [201, undefined],
  ]);
});

test("payments of one bulk request move the budget lines their invoices share", async () => {
  const budget = await make(client, entityNamed("budget"), refs, { lines: [{ cost_code_id: refs["cost_code"] }] });
  const [line] = budget["lines"] as Made[];
  const invoices = await Promise.all([1000, 2000, 3000].map((cents) => payable(cents, { budget_line_id: line?.id })));
  const payment = (id: string | undefined, cents: number) => ({
    invoice_id: id,
    amount_cents: cents,
    paid_on: "2026-05-01",
  });
  const { status, body } = await bulk(entityNamed("payment"), [
    payment(invoices[0], 1000),
    payment(invoices[1], 500),
    payment(invoices[1], 500),
    payment(invoices[2], 3001),
    payment(invoices[2], 1),
  ]);
  expect(status).toBe(200);
  // One request may pay each invoice once: two rows would each count on what the other takes.
  expect(body.data.map((row) => [row.status, row.code])).toEqual([
    [201, undefined],
    [201, undefined],
    [409, "conflict"],
    [400, "invalid_request"],
    [409, "conflict"],
  ]);
  const after = await client.get<Made>(`/v1/budgets/${budget.id}/lines/${line?.id ?? ""}`);
  expect(after.body).toMatchObject({ committed_cents: 4500, actual_cents: 1500 });
});

test("a repeated bulk request with its Idempotency-Key creates nothing twice", async () => {
  const clients = entityNamed("client");
  const rows = [...inputs(clients, 2), {}];
  const send = () => client.post<Result>("/v1/clients/bulk", { data: rows }, { "idempotency-key": "bulk-1" });
  const [first, before] = [await send(), await countOf(clients)];
  const again = await send();
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.body).toEqual(first.body);
  expect(await countOf(clients)).toBe(before);
});
