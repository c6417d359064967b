import { env, SELF } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
import { purgeCancellations } from "#modules/calendar-feeds";
import { projects } from "#models";
import { platformOf, shardOf } from "../../src/context";
import { manifest } from "../../src/connectors/ical/manifest";
import { expectProblem } from "../support/expect-problem";
import { Client, newAddress, newBuilder, newClient, newKey } from "../support/harness";
import { eventsOf, unfold } from "../support/icalendar";
import { make } from "../support/records";
import { newScene, newTokens } from "../support/oauth";

const SHARD = 1;
const DAY = 86_400_000;

let client: Client;
let project: string;
let schedule: string;
let feed: string;

const installIcal = (who: Client) =>
  who.post(`/v1/marketplace/integrations/ical/install`, { permissions: manifest.permissions });
const feedPath = (id = project) => `/v1/projects/${id}/calendar-feed`;
const pathOf = (url: string): string => new URL(url).pathname;

beforeEach(async () => {
  client = await newClient({ shard: SHARD });
  await installIcal(client);
  const dates = { start_date: "2026-04-01", target_end_date: null, completed_date: null, client_id: null };
  project = (await make(client, projects, {}, { ...dates, name: "Ortiz; residence, 2", code: "AMI-7" })).id;
  const made = await client.post<{ id: string }>("/v1/schedules", {
    project_id: project,
    name: "Master",
    status: "active",
  });
  schedule = made.body.id;
  feed = pathOf((await client.post<{ url: string }>(feedPath())).body.url);
});

const read = (path = feed, init: RequestInit = {}) =>
  SELF.fetch(`https://rossos.test${path}`, {
    ...init,
    headers: { "cf-connecting-ip": newAddress(), ...(init.headers as Record<string, string>) },
  });
async function events(path = feed) {
  const response = await read(path);
  expect(response.status).toBe(200);
  return eventsOf(await response.text());
}

async function addTask(more: object = {}): Promise<string> {
  const task = { name: "Pour pile caps", start_date: "2026-04-06", end_date: "2026-04-08", ...more };
  const { body, status } = await client.post<{ id: string }>(`/v1/schedules/${schedule}/tasks`, task);
  expect(status).toBe(201);
  return body.id;
}
const taskPath = (id: string) => `/v1/schedules/${schedule}/tasks/${id}`;

test("a calendar shows tasks and the project's dates as whole days, and says what it is", async () => {
  const id = await addTask({ notes: "Low tide 06:40;\nbring boots, all", phase: "foundation", trade: "concrete" });
  const response = await read();
  expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const text = await response.text();
  for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(unfold(text)).toEqual(
    expect.arrayContaining([
      "VERSION:2.0",
      String.raw`NAME:AMI-7 Ortiz\; residence\, 2`,
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]),
  );
  const shown = eventsOf(text);
  expect([...shown.keys()].toSorted()).toEqual([id, `${project}-start`].toSorted());
  expect(shown.get(id)).toMatchObject({
    "DTSTART;VALUE=DATE": "20260406",
    "DTEND;VALUE=DATE": "20260409",
    SUMMARY: "Pour pile caps",
    DESCRIPTION: "Trade: concrete\nStatus: not started\nLow tide 06:40;\nbring boots, all",
    LOCATION: "1204 Bayshore Drive, Lot 7, Key Largo, FL 33037",
    STATUS: "CONFIRMED",
    SEQUENCE: "0",
  });
  expect(shown.get(`${project}-start`)).toMatchObject({
    "DTSTART;VALUE=DATE": "20260401",
    "DTEND;VALUE=DATE": "20260402",
    SUMMARY: "Start: Ortiz; residence, 2",
  });
});

const numbers = (event: Readonly<Record<string, string>> | undefined) => ({
  sequence: Number(event?.["SEQUENCE"]),
  modified: event?.["LAST-MODIFIED"] ?? "",
});

test("what changes keeps its UID, and its SEQUENCE and LAST-MODIFIED move; what does not change stays", async () => {
  const [moved, other] = [await addTask(), await addTask({ name: "Other" })];
  const before = await events();
  await scheduler.wait(1001);
  expect((await client.patch(taskPath(moved), { end_date: "2026-04-10" })).status).toBe(200);
  const after = await events();
  expect(after.get(moved)).toMatchObject({ "DTEND;VALUE=DATE": "20260411", SEQUENCE: "1" });
  expect(numbers(after.get(moved)).modified > numbers(before.get(moved)).modified).toBe(true);
  expect(after.get(other)).toEqual(before.get(other));
});

test("a deleted task is cancelled for 30 days, with a higher SEQUENCE, and then forgotten", async () => {
  const id = await addTask();
  await client.patch(taskPath(id), { name: "Pour caps" });
  const before = numbers((await events()).get(id));
  expect((await client.delete(taskPath(id))).status).toBe(204);
  const gone = (await events()).get(id);
  expect(gone).toMatchObject({ STATUS: "CANCELLED", SUMMARY: "Pour caps", "DTSTART;VALUE=DATE": "20260406" });
  expect(numbers(gone).sequence).toBeGreaterThan(before.sequence);
  const db = shardOf(env, SHARD);
  await purgeCancellations(db, Date.now() + 29 * DAY);
  expect((await events()).has(id)).toBe(true);
  expect(await purgeCancellations(db, Date.now() + 31 * DAY)).toBeGreaterThan(0);
  expect((await events()).has(id)).toBe(false);
});

test("a schedule that leaves force takes its tasks along, and brings them back, each with a higher SEQUENCE", async () => {
  const id = await addTask();
  const seen = [numbers((await events()).get(id)).sequence];
  const turn = async (status: string, shown: string) => {
    expect((await client.patch(`/v1/schedules/${schedule}`, { status })).status).toBe(200);
    const event = (await events()).get(id);
    expect(event?.["STATUS"]).toBe(shown);
    seen.push(numbers(event).sequence);
  };
  await turn("archived", "CANCELLED");
  await turn("active", "CONFIRMED");
  await turn("draft", "CANCELLED");
  expect((await client.patch(`/v1/projects/${project}`, { status: "cancelled" })).status).toBe(200);
  await turn("active", "CANCELLED");
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
  expect((await client.delete(`/v1/schedules/${schedule}`)).status).toBe(204);
  const gone = (await events()).get(id);
  expect(gone?.["STATUS"]).toBe("CANCELLED");
  expect(numbers(gone).sequence).toBeGreaterThan(seen.at(-1) ?? 0);
});

test("a project's date that is taken back is cancelled, and one that is set again is not", async () => {
  const uid = `${project}-start`;
  const first = numbers((await events()).get(uid)).sequence;
  await client.patch(`/v1/projects/${project}`, { start_date: null });
  const gone = (await events()).get(uid);
  expect(gone).toMatchObject({ STATUS: "CANCELLED", "DTSTART;VALUE=DATE": "20260401" });
  await client.patch(`/v1/projects/${project}`, { start_date: "2026-05-01" });
  const again = (await events()).get(uid);
  expect(again).toMatchObject({ STATUS: "CONFIRMED", "DTSTART;VALUE=DATE": "20260501" });
  const sequences = [first, numbers(gone).sequence, numbers(again).sequence];
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
});

test("drafts are not shown, and without a feed nothing is kept of what goes", async () => {
  await client.delete(feedPath());
  const id = await addTask();
  await client.patch(`/v1/schedules/${schedule}`, { status: "draft" });
  await client.delete(taskPath(id));
  const { url } = (await client.post<{ url: string }>(feedPath())).body;
  expect([...(await events(pathOf(url))).keys()]).toEqual([`${project}-start`]);
});

test("a calendar that has not changed is a 304, also for a weak tag; one that has is sent", async () => {
  const id = await addTask();
  const first = await read();
  const etag = first.headers.get("etag") ?? "";
  expect(first.headers.get("cache-control")).toBe("private, max-age=300");
  const again = await read(feed, { headers: { "if-none-match": `W/${etag}` } });
  expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
  await client.patch(taskPath(id), { name: "Other" });
  expect((await read(feed, { headers: { "if-none-match": etag } })).status).toBe(200);
  const head = await read(feed, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect((await read(feed, { method: "POST" })).status).toBe(405);
});

test("an address is shown once, replaced and ended, and dead at once", async () => {
  const shown = await client.get(feedPath());
  expect(JSON.stringify(shown.body)).not.toContain(feed.split("/").at(-1)?.slice(40, -4));
  const { body } = await client.post<{ url: string; rotated_at: string | null }>(feedPath());
  expect(body.rotated_at).not.toBeNull();
  expect((await read(feed)).status).toBe(404);
  expect((await read(pathOf(body.url))).status).toBe(200);
  expect((await client.delete(feedPath())).status).toBe(204);
  expect((await read(pathOf(body.url))).status).toBe(404);
  expectProblem(await client.get(feedPath()), "not_found", /calendar feed/u);
  expectProblem(await client.delete(feedPath()), "not_found", /calendar feed/u);
});

test("which projects have an address is listed, of one's own builder alone", async () => {
  const bare = (await make(client, projects, {}, { code: "AMI-8", client_id: null })).id;
  const other = (await make(client, projects, {}, { code: "AMI-9", client_id: null })).id;
  await client.post(feedPath(other));
  const list = async (who: Client, query = "") =>
    (await who.get<{ data: { project_id: string }[] }>(`/v1/calendar-feeds${query}`)).body;
  const all = await list(client);
  expect(all.data.map((each) => each.project_id)).toEqual([other, project]);
  expect(Object.keys(all.data[0] ?? {})).toEqual(["project_id", "created_at", "rotated_at"]);
  expect((await list(client, `?project_id=${project}`)).data).toMatchObject([{ project_id: project }]);
  expect((await list(client, `?project_id=${bare}`)).data).toEqual([]);
  expect(await list(client, "?limit=1")).toMatchObject({ data: [{ project_id: other }], has_more: true });
  expect((await list(await newClient({ shard: SHARD }))).data).toEqual([]);
});

test("the database holds no address", async () => {
  const { results } = await env.TENANT_DB_1.prepare("select * from calendar_feeds where project_id = ?")
    .bind(project)
    .all();
  expect(JSON.stringify(results)).not.toContain(/-([0-9A-Za-z]{32})\.ics$/u.exec(feed)?.[1]);
  expect(results).toHaveLength(1);
});

test("what is no address is a 404 that does not repeat it", async () => {
  const stranger = await newClient({ shard: 0 });
  const others = feed.replace(client.builderId, stranger.builderId);
  for (const path of [
    others,
    feed.replace("/1-", "/0-"),
    feed.replace("/1-", "/9-"),
    "/calendar/x.ics",
    feed.slice(0, -4),
  ]) {
    const response = await read(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(path);
  }
});

test("it is silent while the integration is away, switched off, or the builder suspended", async () => {
  const { id } = (await client.get<{ data: { id: string; slug: string }[] }>("/v1/installs")).body.data[0] ?? {
    id: "",
  };
  await client.post(`/v1/installs/${id}/pause`);
  expect((await read()).status).toBe(404);
  expectProblem(await client.post(feedPath()), "invalid_state");
  await client.post(`/v1/installs/${id}/resume`);
  expect((await read()).status).toBe(200);
  await env.KILL_SWITCHES.put("kill:ical", "{}");
  expect((await read()).status).toBe(404);
  await env.KILL_SWITCHES.delete("kill:ical");
  await client.delete("/v1/marketplace/integrations/ical/uninstall");
  expect((await read()).status).toBe(404);
  await installIcal(client);
  expect((await read()).status).toBe(200);
  await platformOf(env).$client.prepare("update builders set is_active = 0 where id = ?").bind(client.builderId).run();
  expect((await read()).status).toBe(404);
});

test("who may not read schedules makes no address, and neither does an application", async () => {
  const builderId = await newBuilder();
  const { key } = await newKey(builderId, { scopes: ["write:schedules", "write:projects"] });
  expectProblem(await new Client(builderId, key).post(feedPath()), "insufficient_scope", /read:schedules/u);
  const scene = await newScene({ scopes: ["read:schedules", "write:schedules"] });
  const { access } = await newTokens(scene, { scope: "read:schedules write:schedules" });
  const application = new Client(scene.builderId, access);
  expectProblem(await application.post(feedPath()), "forbidden");
});

test("a schedule of ten thousand tasks is read whole, and a project that is deleted takes its calendar along", async () => {
  const db = env.TENANT_DB_1;
  await db
    .prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10500)
 insert into schedule_tasks (builder_id, id, schedule_id, name, phase, kind, status, start_date, end_date, percent_complete, predecessor_ids, version, created_at, updated_at)
 select ?1, printf('%08d-0000-7000-8000-000000000000', i), ?2, 'Task ' || i, 'framing', 'general', 'not_started', '2026-04-06', date('2026-04-06', i || ' days'), 0, '[]', 1, 1, 1 from n`,
    )
    .bind(client.builderId, schedule)
    .run();
  const shown = await events();
  expect(shown.size).toBe(10_001);
  // Of too many, those that ended first are left out.
  expect(shown.has("00000500-0000-7000-8000-000000000000")).toBe(false);
  expect(shown.has("00010500-0000-7000-8000-000000000000")).toBe(true);
  await db.prepare("delete from schedule_tasks where builder_id = ?").bind(client.builderId).run();
  await client.delete(`/v1/schedules/${schedule}`);
  expect((await client.delete(`/v1/projects/${project}`)).status).toBe(204);
  expect((await read()).status).toBe(404);
  const left = await db
    .prepare("select count(*) as n from calendar_feeds where project_id = ?")
    .bind(project)
    .first("n");
  expect(left).toBe(0);
});
