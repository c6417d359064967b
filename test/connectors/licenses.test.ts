import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { vendors } from "#models";
import { importLicenseFiles } from "#modules/license-files";
import { watchLicenses } from "#modules/licenses";
import { manifest as coloradoManifest } from "../../src/connectors/colorado-trade-licenses/manifest";
import colorado from "../../src/connectors/colorado-trade-licenses/v1/recordings/active.json";
import { manifest as oregon } from "../../src/connectors/oregon-contractor-licenses/manifest";
import active from "../../src/connectors/oregon-contractor-licenses/v1/recordings/active.json";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { caFile } from "../support/licenses";
import { make } from "../support/records";
import { internet } from "../support/reviews";

type Check = { id: string; standing: string; source: string; checked_at: string; found_at: string; expires_on: string };
type License = { current: Check | null; checks: Check[]; board: { method: string } };
type Notice = { kind: string; title: string; object_id: string };
type Event = { type: string; data: Record<string, unknown> };

const DAY = 86_400_000;
let client: Client;
/** What Oregon's data holds; null: it is away. */
let rows: unknown[] | null;
let asked: URL[];

beforeEach(async () => {
  asked = [];
  rows = active.exchanges[0]?.body ?? [];
  internet((request) => {
    const url = new URL(request.url);
    asked.push(url);
    if (rows === null) return new Response("down", { status: 503 });
    const number = url.searchParams.get("license_number") ?? url.searchParams.get("licensenumber");
    return Response.json(number === null || number === "259529" || number === "4751" ? rows : []);
  });
  client = await newClient({ shard: 1 });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const vendor = async (state: string | null, number: string | null): Promise<string> =>
  `/v1/vendors/${(await make(client, vendors, {}, { license_state: state, license_number: number })).id}/license`;
const install = async () => {
  const body = { permissions: oregon.permissions };
  const { status } = await client.post("/v1/marketplace/integrations/oregon-contractor-licenses/install", body);
  expect(status).toBe(200);
};
const notices = async (): Promise<Notice[]> =>
  (await client.get<{ data: Notice[] }>("/v1/notifications")).body.data.filter(({ kind }) =>
    kind.startsWith("license_"),
  );
/** What was told by events of a kind, oldest first. */
const events = async (type: "changed" | "expiring") =>
  (await client.get<{ data: Event[] }>(`/v1/events?type=vendor.license_${type}`)).body.data
    .map(({ data }) => data)
    .toReversed();
const licenseOf = async (path: string) => (await client.get<License>(path)).body;

test("a license of Oregon is looked up live, daily, and what changes is told", async () => {
  const path = await vendor("OR", "259529");
  expectProblem(
    await client.post(`${path}/verify`),
    "invalid_state",
    /^It needs Oregon contractor licenses to be installed/u,
  );
  await install();
  const { status, body } = await client.post<Check>(`${path}/verify`);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      standing: "active",
      source: "oregon-contractor-licenses",
      expires_on: "2027-12-23",
      classifications: ["Residential General Contractor", "Commercial General Contractor Level 2"],
      bond: { company: "FCCI INSURANCE COMPANY", amount_cents: 2_500_000 },
      source_url: "https://search.ccb.state.or.us/search/",
    },
  });
  // A day later it is looked up again by itself. The same is found, and is the same check.
  await watchLicenses(env, Date.now() + DAY + 1000);
  const again = await licenseOf(path);
  expect(again.checks).toHaveLength(1);
  expect(Date.parse(again.current?.checked_at ?? "")).toBeGreaterThan(Date.parse(body.checked_at));
  expect(again.current?.found_at).toBe(body.found_at);
  // It is away: nothing is said, and it is tried again within the hour.
  rows = null;
  await watchLicenses(env, Date.now() + 2 * DAY + 2000);
  expect((await licenseOf(path)).checks).toHaveLength(1);
  rows = [];
  await watchLicenses(env, Date.now() + 2 * DAY + 3_700_000);
  const gone = await licenseOf(path);
  expect(gone.checks.map(({ standing }) => standing)).toEqual(["absent", "active"]);
  expect(gone.current?.expires_on).toBeNull();
  const [, , , vendorId] = path.split("/");
  expect((await notices()).map(({ kind, title, object_id: id }) => [kind, /whatever/u.test(title), id])).toEqual([
    ["license_changed", true, vendorId],
  ]);
  const told = {
    id: vendorId,
    name: expect.any(String),
    state: "OR",
    number: "259529",
    source: "oregon-contractor-licenses",
  };
  expect(await events("changed")).toEqual([
    { ...told, standing: "active", previous_standing: null, expires_on: "2027-12-23", previous_expires_on: null },
    { ...told, standing: "absent", previous_standing: "active", expires_on: null, previous_expires_on: "2027-12-23" },
  ]);
});

test("an upstream that is away is a 502, and nothing is kept", async () => {
  await install();
  const path = await vendor("OR", "259529");
  rows = null;
  expectProblem(await client.post(`${path}/verify`), "upstream_failed");
  expect(await licenseOf(path)).toMatchObject({ current: null, checks: [] });
});

test("a number that could be another trade's is refused, and not asked for again before the next day", async () => {
  rows = colorado.exchanges[0]?.body ?? [];
  const body = { permissions: coloradoManifest.permissions };
  const installed = await client.post("/v1/marketplace/integrations/colorado-trade-licenses/install", body);
  expect(installed.status).toBe(200);
  const bare = await vendor("CO", "4751");
  const { errors } = expectProblem(await client.post(`${bare}/verify`), "invalid_request");
  expect(errors).toEqual([{ pointer: "/license_number", detail: expect.stringMatching(/like EC\.0004751/u) }]);
  const path = await vendor("CO", "EC.0004751");
  expect((await client.post<Check>(`${path}/verify`)).body).toMatchObject({ standing: "active" });
  await client.patch(path.replace(/\/license$/u, ""), { license_number: "4751" });
  const due = async () =>
    (await env.TENANT_DB_1.prepare("select next_check_at at from license_watches where vendor_id = ?1")
      .bind(path.split("/")[3])
      .first<number>("at")) ?? 0;
  const now = (await due()) + 1000;
  await watchLicenses(env, now);
  expect((await due()) - now).toBe(DAY);
});

test("a state without data is verified by a person, and its end is told three times", async () => {
  const path = await vendor("FL", "CGC1523456");
  expectProblem(await client.post(`${path}/verify`), "invalid_state", /https:\/\/www\.myfloridalicense\.com/u);
  const expiresOn = new Date(Date.now() + 100 * DAY).toISOString().slice(0, 10);
  const { status, body } = await client.post<Check>(`${path}/checks`, { standing: "active", expires_on: expiresOn });
  expect({ status, body }).toMatchObject({ status: 201, body: { source: "manual", checked_by: expect.any(String) } });
  expect(asked).toEqual([]);
  const end = Date.parse(`${expiresOn}T00:00:00Z`) + DAY;
  const told = async (days: number) => {
    await Promise.all([watchLicenses(env, end - days * DAY + 1000), watchLicenses(env, end - days * DAY + 1000)]);
    return (await notices()).length;
  };
  const counts: number[] = [];
  for (const days of [61, 60, 59, 31, 30, 29, 8, 7, 6, 1, -1]) counts.push(await told(days));
  expect(counts).toEqual([0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3]);
  expect((await notices()).map(({ title }) => title.replace(/^.* ends/u, "ends"))).toEqual([
    "ends in 6 days",
    "ends in 29 days",
    "ends in 59 days",
  ]);
  const [, , , id] = path.split("/");
  expect(await events("expiring")).toEqual(
    [59, 29, 6].map((days) => ({
      id,
      name: expect.any(String),
      state: "FL",
      number: "CGC1523456",
      expires_on: expiresOn,
      days_left: days,
    })),
  );
});

test("of checks at the same time one tells what has changed, and a renewal is told too", async () => {
  await install();
  const path = await vendor("OR", "259529");
  const replies = await Promise.all(Array.from({ length: 4 }, () => client.post<Check>(`${path}/verify`)));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await licenseOf(path)).checks).toHaveLength(1);
  expect(await events("changed")).toHaveLength(1);
  await client.post(`${path}/checks`, { standing: "active", expires_on: "2029-12-23" });
  expect((await events("changed")).at(-1)).toMatchObject({
    standing: "active",
    previous_standing: "active",
    expires_on: "2029-12-23",
    previous_expires_on: "2027-12-23",
    source: "manual",
  });
});

test("what was told of an end is not told again, until the end moves", async () => {
  const path = await vendor("NV", "0081234");
  const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  await client.post(`${path}/checks`, { standing: "active", expires_on: inDays(20) });
  await watchLicenses(env, Date.now() + 1000);
  await client.post(`${path}/checks`, { standing: "active", expires_on: inDays(20), note: "Seen once more." });
  await watchLicenses(env, Date.now() + 2000);
  expect(await notices()).toHaveLength(1);
  await client.post(`${path}/checks`, { standing: "active", expires_on: inDays(50) });
  await watchLicenses(env, Date.now() + 3000);
  expect(await notices()).toHaveLength(2);
});

test("an end that cannot be told holds up no other", async () => {
  const expires = { standing: "active", expires_on: new Date(Date.now() + 20 * DAY).toISOString().slice(0, 10) };
  const [broken, fine] = [await vendor("NV", "1"), await vendor("NV", "2")];
  for (const path of [broken, fine]) await client.post(`${path}/checks`, expires);
  const spoil = "update license_watches set expires_on = 'never', next_alert_at = 1 where vendor_id = ?";
  await env.TENANT_DB_1.prepare(spoil).bind(broken.split("/")[3]).run();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await watchLicenses(env, Date.now() + 1000);
  expect((await notices()).map(({ object_id: id }) => id)).toEqual([fine.split("/")[3]]);
});

test("the end of a license that the vendor has no more is not told of the one it has now", async () => {
  const path = await vendor("FL", "CGC1");
  await client.post(`${path}/checks`, {
    standing: "active",
    expires_on: new Date(Date.now() + 20 * DAY).toISOString().slice(0, 10),
  });
  await client.patch(path.replace(/\/license$/u, ""), { license_number: "CGC2" });
  await watchLicenses(env, Date.now() + 1000);
  expect([await notices(), await events("expiring")]).toEqual([[], []]);
});

test("California's file is imported, and a number it does not have is absent", async () => {
  const path = await vendor("CA", "1234567");
  expectProblem(await client.post(`${path}/verify`), "invalid_state", /has not been imported yet/u);
  const put = (content: string) => env.FILES.put("license-files/ca.csv", content);
  await put(caFile([{ LicenseNo: "1234567", BusinessName: "GOLDEN, INC" }, { LicenseNo: "2" }, { LicenseNo: "3" }]));
  await importLicenseFiles(env, Date.now());
  expect((await client.post(`${path}/verify`)).body).toMatchObject({
    standing: "active",
    source: "file",
    name: "GOLDEN, INC",
  });
  const other = await vendor("CA", "9999999");
  expect((await client.post(`${other}/verify`)).body).toMatchObject({ standing: "absent", expires_on: null });
  // A part of a file deletes nothing; a whole one deletes what it no longer has.
  await put(caFile([{ LicenseNo: "2" }]));
  await importLicenseFiles(env, Date.now() + 1000);
  expect((await client.post(`${path}/verify`)).body).toMatchObject({ standing: "active" });
  await put(caFile([{ LicenseNo: "2" }, { LicenseNo: "3" }, { LicenseNo: "4" }]));
  await importLicenseFiles(env, Date.now() + 2000);
  expect((await client.post(`${path}/verify`)).body).toMatchObject({ standing: "absent" });
  await put("LicenseNo,Name\r\n5,x\r\n");
  await importLicenseFiles(env, Date.now() + 3000);
  expect((await client.post(`${other}/verify`)).body).toMatchObject({ standing: "absent" });
});

test("a vendor without a license, of another builder, and of a state that is none", async () => {
  expectProblem(await client.post(`${await vendor(null, null)}/verify`), "invalid_state", /no license_number/u);
  expectProblem(await client.post(`${await vendor("ZZ", "1")}/verify`), "invalid_state", /ZZ is no state/u);
  expect((await licenseOf(await vendor("GA", "1"))).board.method).toBe("manual");
  const stranger = await newClient({ shard: 1 });
  expectProblem(await stranger.get(await vendor("OR", "1")), "not_found");
});

test("the license goes with the vendor, and a number that was changed is another license", async () => {
  const path = await vendor("FL", "1");
  await client.post(`${path}/checks`, { standing: "active" });
  const record = path.replace(/\/license$/u, "");
  await client.patch(record, { license_number: "2" });
  const { current, checks } = await licenseOf(path);
  expect([current, checks.length]).toEqual([null, 1]);
  expect((await client.delete(record)).status).toBe(204);
  const left = "select count(*) as n from license_checks where builder_id = ?";
  expect((await env.TENANT_DB_1.prepare(left).bind(client.builderId).first<{ n: number }>())?.n).toBe(0);
});
