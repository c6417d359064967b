import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newMemberClient, newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { newClient } from "../support/harness";

type Jurisdiction = { id: string; name: string; state: string; platform: string; verified_at: string | null };
type Page<T> = { data: T[]; has_more: boolean; next_cursor: string | null };
type Report = { id: string; status: string; jurisdiction_id: string | null };

const NEW = {
  kind: "new_jurisdiction",
  facts: { name: "Amity Island", state: "NY", kind: "town", platform: "accela", agency_code: "AMITY" },
};

test("the registry is searched by name, state and platform, page by page in the order of names", async () => {
  const client = await newClient();
  const names = async (query: string) =>
    (await client.get<Page<Jurisdiction>>(`/v1/jurisdictions?${query}`)).body.data.map(({ name }) => name);
  const all = await names("limit=100");
  expect(all.length).toBeGreaterThan(5);
  expect(all).toEqual(all.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  expect(await names("search=PALO")).toEqual(["Palo Alto"]);
  expectProblem(await client.get("/v1/jurisdictions?search[in]=palo,menlo"), "invalid_request");
  expect(await names("search=m&state=CA")).toEqual(["Menlo Park", "Monterey County"]);
  expect(await names("platform=opengov")).toEqual(["La Grange", "Oakdale"]);
  const paged: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const path: string = `/v1/jurisdictions?limit=2${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await client.get<Page<Jurisdiction>>(path);
    paged.push(...body.data.map(({ name }) => name));
    cursor = body.next_cursor;
  }
  expect(paged).toEqual(all);
  expectProblem(await client.get("/v1/jurisdictions?colour=red"), "invalid_request");
});

test("a report is decided on by a platform admin, taken into the registry, and its reporter told", async () => {
  const member = await newMemberClient("owner");
  const admin = await newUserClient({ isPlatformAdmin: true });
  const { status, body: report } = await member.post<Report>("/v1/jurisdictions", NEW);
  expect([status, report.status]).toEqual([201, "open"]);
  const open = await admin.get<Page<Report>>("/v1/admin/jurisdiction-reports?status=open");
  expect(open.body.data.map(({ id }) => id)).toContain(report.id);
  const path = `/v1/admin/jurisdiction-reports/${report.id}`;
  const wrong = await admin.post(`${path}/approve`, { facts: { connector: "noaa-weather" } });
  expect(expectProblem(wrong, "invalid_request").errors[0]?.pointer).toBe("/facts/connector");
  const facts = { connector: "accela-permits", email_domains: ["amity.example"] };
  const approved = await admin.post<Report>(`${path}/approve`, { facts, note: "Thank you." });
  expect(approved.body).toMatchObject({ status: "approved" });
  const made = await member.get<Jurisdiction>(`/v1/jurisdictions/${approved.body.jurisdiction_id ?? ""}`);
  expect(made.body).toMatchObject({ name: "Amity Island", agency_code: "AMITY", ...facts });
  expect(made.body.verified_at).not.toBeNull();
  expectProblem(await admin.post(`${path}/reject`, { note: "No." }), "invalid_state");
  expectProblem(await member.post("/v1/jurisdictions", NEW), "already_exists");
  const told = await member.get<Page<{ kind: string; title: string }>>("/v1/notifications");
  expect(told.body.data[0]).toMatchObject({ kind: "jurisdiction_report" });
  const logged = await env.PLATFORM_DB.prepare("select action from audit_log where subject_id = ?")
    .bind(report.id)
    .first<string>("action");
  expect(logged).toBe("jurisdiction_report.approved");

  const id = approved.body.jurisdiction_id ?? "";
  const moved = { kind: "portal_changed", jurisdiction_id: id, facts: { portal_url: "https://amity.example/new" } };
  const second = await member.post<Report>("/v1/jurisdictions", moved);
  expect(second.body).toMatchObject({ jurisdiction_name: `${made.body.name}, ${made.body.state}` });
  await admin.post(`/v1/admin/jurisdiction-reports/${second.body.id}/approve`);
  const changed = await member.get(`/v1/jurisdictions/${id}`);
  expect(changed.body).toMatchObject({ portal_url: "https://amity.example/new", agency_code: "AMITY" });
});

test("a report that says too little is refused field by field; one that is rejected changes nothing", async () => {
  const client = await newClient({ shard: 1 });
  const admin = await newUserClient({ isPlatformAdmin: true });
  const pointers = async (body: unknown) =>
    expectProblem(await client.post("/v1/jurisdictions", body), "invalid_request").errors.map(({ pointer }) => pointer);
  expect(await pointers({ kind: "new_jurisdiction" })).toEqual(["/facts/name", "/facts/state", "/facts/kind"]);
  expect(await pointers({ kind: "api_down" })).toEqual(["/jurisdiction_id", "/note"]);
  const nobody = { kind: "api_down", jurisdiction_id: client.builderId, note: "It is down." };
  expect(await pointers(nobody)).toEqual(["/jurisdiction_id"]);
  expect(await pointers({ ...NEW, facts: { ...NEW.facts, portal_url: "javascript:alert(1)" } })).toEqual([
    "/facts/portal_url",
  ]);
  const { body } = await client.post<Report>("/v1/jurisdictions", {
    kind: "new_jurisdiction",
    facts: { name: "Nowhere", state: "TX", kind: "city" },
  });
  const path = `/v1/admin/jurisdiction-reports/${body.id}/reject`;
  expectProblem(await admin.post(path, {}), "invalid_request");
  expect((await admin.post<Report>(path, { note: "There is no such city." })).body.status).toBe("rejected");
  const found = await client.get<Page<Jurisdiction>>("/v1/jurisdictions?search=nowhere");
  expect(found.body.data).toEqual([]);
});
