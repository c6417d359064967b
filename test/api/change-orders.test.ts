import { beforeAll, expect, test } from "vitest";
import { entityNamed } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { act, amountsOf, newBudget } from "../support/money";
import { make, type Made, makeOfEach, type Refs } from "../support/records";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 0 });
  refs = await makeOfEach(client);
});

const newProject = (cents: number) => make(client, entityNamed("project"), refs, { contract_amount_cents: cents });
const contractOf = async (id: string) => (await client.get<Made>(`/v1/projects/${id}`)).body["contract_amount_cents"];
const newOrder = (project: string, cents: number, more: object = {}) =>
  make(client, entityNamed("change_order"), refs, {
    project_id: project,
    amount_cents: cents,
    budget_line_id: null,
    ...more,
  });
const move = (id: string, verb: string, body?: unknown) => act(client, "change-orders", id, verb, body);

test("approval moves the contract amount and the budget line it names", async () => {
  const project = await newProject(1_000_000);
  const budget = await newBudget(client, { ...refs, project: project.id }, 1);
  const order = await newOrder(project.id, 250_000, { budget_line_id: budget.lines[0] });
  expectProblem(await move(order.id, "approve"), "invalid_state", /draft/u);
  expectProblem(await move(order.id, "reject"), "invalid_state", /draft/u);
  expect((await move(order.id, "submit")).body).toMatchObject({
    status: "submitted",
    submitted_at: expect.any(String) as string,
  });
  expect(await contractOf(project.id)).toBe(1_000_000);
  expect((await move(order.id, "approve")).body).toMatchObject({
    status: "approved",
    decided_at: expect.any(String) as string,
  });
  expect(await contractOf(project.id)).toBe(1_250_000);
  expect(await amountsOf(client, budget.id)).toEqual([[250_000, 0, 0]]);
  for (const verb of ["submit", "approve", "reject"]) expectProblem(await move(order.id, verb), "invalid_state");
  for (const patch of [{ amount_cents: 1 }, { title: "Other" }, { budget_line_id: null }])
    expectProblem(await client.patch(`/v1/change-orders/${order.id}`, patch), "invalid_state");
  expect((await client.patch(`/v1/change-orders/${order.id}`, { external_reference: "X" })).status).toBe(200);
  expectProblem(await client.delete(`/v1/change-orders/${order.id}`), "invalid_state");
  expectProblem(await client.delete(`/v1/budgets/${budget.id}/lines/${budget.lines[0] ?? ""}`), "in_use");
});

test("a deduction lowers the contract amount, never below nothing", async () => {
  const project = await newProject(1000);
  const [some, tooMuch] = [await newOrder(project.id, -400), await newOrder(project.id, -601)];
  for (const order of [some, tooMuch]) await move(order.id, "submit");
  expect((await move(some.id, "approve")).status).toBe(200);
  expectProblem(await move(tooMuch.id, "approve"), "invalid_state", /cannot be lowered/u);
  expect(await contractOf(project.id)).toBe(600);
  expect((await client.get<Made>(`/v1/change-orders/${tooMuch.id}`)).body["status"]).toBe("submitted");
});

test("a rejection keeps its reason and moves nothing", async () => {
  const project = await newProject(1000);
  const order = await newOrder(project.id, 100);
  await move(order.id, "submit");
  const rejected = await move(order.id, "reject", { reason: "Over the allowance." });
  expect(rejected.body).toMatchObject({ status: "rejected", rejection_reason: "Over the allowance." });
  expect(await contractOf(project.id)).toBe(1000);
  expect((await client.delete(`/v1/change-orders/${order.id}`)).status).toBe(204);
});

test("approvals at once of one project all count", async () => {
  const project = await newProject(0);
  const orders = await Promise.all([1, 20, 300].map((cents) => newOrder(project.id, cents)));
  await Promise.all(orders.map(({ id }) => move(id, "submit")));
  const replies = await Promise.all(orders.map(({ id }) => move(id, "approve")));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await contractOf(project.id)).toBe(321);
});

test("one change order approved many times at once counts once", async () => {
  const project = await newProject(0);
  const order = await newOrder(project.id, 7);
  await move(order.id, "submit");
  const replies = await Promise.all(Array.from({ length: 6 }, () => move(order.id, "approve")));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await contractOf(project.id)).toBe(7);
});

test("a change order in another currency than its project's is not approved", async () => {
  const project = await newProject(1000);
  const order = await newOrder(project.id, 100, { currency: "EUR" });
  await move(order.id, "submit");
  expectProblem(await move(order.id, "approve"), "invalid_state", /EUR.*USD/u);
  expect(await contractOf(project.id)).toBe(1000);
});

test("its number is unique within the project", async () => {
  const [one, other] = [await newProject(0), await newProject(0)];
  await newOrder(one.id, 1, { number: "CO-1" });
  const again = await client.post("/v1/change-orders", {
    project_id: one.id,
    number: "CO-1",
    title: "T",
    amount_cents: 1,
  });
  expect(expectProblem(again, "already_exists").errors[0]?.pointer).toBe("/number");
  await newOrder(other.id, 1, { number: "CO-1" });
});

test("each step has its event with the former values", async () => {
  const project = await newProject(5);
  const order = await newOrder(project.id, 10);
  await move(order.id, "submit");
  await move(order.id, "approve");
  const { body } = await client.get<{ data: { type: string; data: Made; previous_attributes?: object }[] }>(
    "/v1/events?limit=50",
  );
  const told = body.data.filter(({ data }) => [order.id, project.id].includes(data.id)).toReversed();
  expect(told.map(({ type, previous_attributes: was }) => [type, was])).toEqual([
    ["project.created", undefined],
    ["change_order.created", undefined],
    ["change_order.updated", { status: "draft", submitted_at: null }],
    ["change_order.submitted", { status: "draft", submitted_at: null }],
    ["change_order.updated", { status: "submitted", decided_at: null }],
    ["change_order.approved", { status: "submitted", decided_at: null }],
    ["project.updated", { contract_amount_cents: 5 }],
  ]);
});
