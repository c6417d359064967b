import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manifest } from "../../src/connectors/city-permits/manifest";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { newSite } from "../support/permits";
import { json, type Sent, syncNow, Upstream } from "../support/upstream";

type Permit = Record<string, unknown> & { id: string };
type Page<T> = { data: T[] };

let upstream: Upstream;
/** What the cities publish, by the numbers of permits. */
let published: Record<string, object>;
let client: Client;
let project: string;
let install: string;
beforeEach(async () => {
  published = {};
  upstream = new Upstream(({ url }: Sent) => json([...url.searchParams.values()].flatMap((n) => published[n] ?? [])));
  client = await newClient({ shard: 1 });
  project = await newSite(client);
  const body = { permissions: manifest.permissions };
  const path = "/v1/marketplace/integrations/city-permits/install";
  install = (await client.post<{ id: string }>(path, body)).body.id;
});
afterEach(() => upstream.end());

const cityOf = async (agency: string): Promise<string> => {
  const sql = "select id from jurisdictions where connector = 'city-permits' and agency_code = ?";
  return (await env.PLATFORM_DB.prepare(sql).bind(agency).first<string>("id")) ?? "";
};
const file = async (agency: string, number: string | null): Promise<string> => {
  const input = { project_id: project, jurisdiction_id: await cityOf(agency), title: "House", number };
  const { status, body } = await client.post<Permit>("/v1/permits", input);
  expect(status).toBe(201);
  return body.id;
};
const show = async (id: string) => (await client.get<Permit>(`/v1/permits/${id}`)).body;
const lines = async (id: string) =>
  (await client.get<Page<object>>(`/v1/permits/${id}/statuses`)).body.data.map((line) => line);
const follow = () => syncNow(client, install, "permits", 1);

test("a city that takes no applications says so, and that its permits are followed", async () => {
  const id = await file("austin", null);
  const form = await client.get(`/v1/permits/${id}/application`);
  const reason =
    /^Austin takes no electronic applications from here\. Once you have entered its number, City permits follows its status\.$/u;
  expect(form.body).toMatchObject({ can_submit: false, reason: expect.stringMatching(reason) });
  expectProblem(await client.post(`/v1/permits/${id}/submit`), "invalid_state", reason);
  expect((await client.delete("/v1/marketplace/integrations/city-permits/uninstall")).status).toBe(204);
  const later = await client.get<{ reason: string }>(`/v1/permits/${id}/application`);
  expect(later.body.reason).toMatch(/follows its status, if you install it\.$/u);
});

test("what a city publishes of a permit is its status, told once", async () => {
  const id = await file("austin", null);
  const other = await file("austin", "BP-2");
  await client.post(`/v1/permits/${id}/manual`);
  const taken = { status: "application_accepted", number: "BP-1", at: "2026-03-02" };
  expect((await client.post(`/v1/permits/${id}/statuses`, taken)).status).toBe(200);
  const day = "2026-05-11T00:00:00.000";
  published["BP-1"] = { status_current: "Active", statusdate: day, issue_date: day };
  await follow();
  expect(await show(id)).toMatchObject({ status: "permit_issued", status_text: "Active", issued_on: "2026-05-11" });
  expect(await show(id)).toMatchObject({ authority_id: "austin/BP-1", install_id: install, number: "BP-1" });
  await follow();
  published["BP-1"] = { status_current: "Final", statusdate: "2026-11-17T00:00:00.000" };
  await follow();
  expect(await lines(id)).toMatchObject([
    { status: "permit_finaled", status_text: "Final", at: "2026-11-17", source: "api" },
    { status: "permit_issued", status_text: "Active", at: "2026-05-11", source: "api" },
    { status: "application_accepted", source: "manual" },
  ]);
  // Its city publishes nothing of the other one; a permit that is over is asked for no more.
  expect(await lines(other)).toEqual([]);
  const before = upstream.sent.length;
  await follow();
  expect(upstream.sent.slice(before).map(({ url }) => url.search)).toEqual(["?permit_number=BP-2"]);
});

test("the same number in two cities is two permits, and a number that was put right is another", async () => {
  const austin = await file("austin", "1");
  const chicago = await file("chicago", "1");
  const [day, applied] = ["2026-05-11T00:00:00.000", "2026-02-09T00:00:00.000"];
  const phased = { permit_status: "PHASED PERMITTING", application_start_date: applied };
  published["1"] = { status_current: "Void", statusdate: day, ...phased };
  await follow();
  expect(await show(austin)).toMatchObject({ status: "permit_cancelled", authority_id: "austin/1" });
  expect(await show(chicago)).toMatchObject({ status: "permit_issued", authority_id: "chicago/1" });
  expect((await client.patch(`/v1/permits/${chicago}`, { number: "2" })).status).toBe(200);
  published["2"] = { permit_status: "SUSPENDED" };
  await follow();
  // A suspension is no stage of its own: the words stand beside the stage that was known.
  expect(await show(chicago)).toMatchObject({ status: "permit_issued", status_text: "SUSPENDED", number: "2" });
  expect(upstream.sent.map(({ url }) => url.hostname).every((host) => manifest.allowedHosts.includes(host))).toBe(true);
});
