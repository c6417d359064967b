import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/ids";
import { entityNamed } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { make, type Made, makeOfEach, type Refs } from "../support/records";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  refs = await makeOfEach(client);
});

const task = (name: string, more: object = {}) => ({ name, start_date: "2026-04-06", end_date: "2026-04-08", ...more });
const newSchedule = async () => `/v1/schedules/${(await make(client, entityNamed("schedule"), refs)).id}/tasks`;
const add = async (path: string, name: string, after: string[] = []) =>
  (await client.post<Made>(path, task(name, { predecessor_ids: after }))).body.id;

test("a task that moves to a later end is told as delayed, with the end it had", async () => {
  const path = await newSchedule();
  const id = await add(path, "Pour");
  await client.patch(`${path}/${id}`, { end_date: "2026-04-08", percent_complete: 10 });
  await client.patch(`${path}/${id}`, { end_date: "2026-04-07" });
  await client.patch(`${path}/${id}`, { start_date: "2026-04-07", end_date: "2026-04-10" });
  const { body } = await client.get<{ data: { data: Made; previous_attributes: object }[] }>(
    "/v1/events?type=schedule.task_delayed",
  );
  const told = body.data.filter(({ data }) => data.id === id);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ data: { end_date: "2026-04-10" }, previous_attributes: { end_date: "2026-04-07" } });
});

test("a task ends no earlier than it starts", async () => {
  const path = await newSchedule();
  const refused = await client.post(path, task("Back", { end_date: "2026-04-05" }));
  expect(expectProblem(refused, "invalid_request").errors[0]?.pointer).toBe("/end_date");
  const id = await add(path, "Fine");
  expectProblem(await client.patch(`${path}/${id}`, { start_date: "2026-04-09" }), "invalid_request");
});

test("a task waits for none but tasks of its schedule, and never for itself", async () => {
  const [path, other] = [await newSchedule(), await newSchedule()];
  const foreign = await add(other, "Elsewhere");
  const [a, b] = [await add(path, "A"), await add(path, "B")];
  for (const wrong of [foreign, newId(1)]) {
    const problem = expectProblem(
      await client.post(path, task("C", { predecessor_ids: [a, wrong] })),
      "invalid_request",
    );
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["/predecessor_ids/1"]);
  }
  expectProblem(await client.patch(`${path}/${a}`, { predecessor_ids: [a] }), "invalid_request", /already waits/u);
  const c = await add(path, "C", [b]);
  expect((await client.patch(`${path}/${b}`, { predecessor_ids: [a] })).status).toBe(200);
  // a → c → b → a
  const cycle = expectProblem(await client.patch(`${path}/${a}`, { predecessor_ids: [c] }), "invalid_request");
  expect(cycle.errors[0]).toMatchObject({ pointer: "/predecessor_ids/0" });
  expect((await client.get<Made>(`${path}/${c}`)).body["predecessor_ids"]).toEqual([b]);
});

test("two changes at once make no cycle between them", async () => {
  for (let round = 0; round < 4; round += 1) {
    const path = await newSchedule();
    const [a, b] = [await add(path, "A"), await add(path, "B")];
    const replies = await Promise.all([
      client.patch(`${path}/${a}`, { predecessor_ids: [b] }),
      client.patch(`${path}/${b}`, { predecessor_ids: [a] }),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) expectProblem(reply, "invalid_request");
  }
});

test("a task that others wait for is not deleted before them", async () => {
  const path = await newSchedule();
  const a = await add(path, "A");
  const [b, c] = [await add(path, "B", [a]), await add(path, "C", [a])];
  const problem = expectProblem(await client.delete(`${path}/${a}`), "in_use", /2 schedule tasks wait/u);
  expect(problem.errors.map(({ detail }) => detail).join(" ")).toMatch(new RegExp(`${b}.*${c}`, "u"));
  for (const id of [b, c, a]) expect((await client.delete(`${path}/${id}`)).status).toBe(204);
});

test("tasks made with their schedule cannot wait for what has no id yet", async () => {
  const sent = {
    project_id: refs["project"],
    name: "S",
    tasks: [task("A"), task("B", { predecessor_ids: [newId(1)] })],
  };
  const problem = expectProblem(await client.post("/v1/schedules", sent), "invalid_request");
  expect(problem.errors[0]?.pointer).toBe("/tasks/1/predecessor_ids");
});
