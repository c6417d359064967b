import { SELF } from "cloudflare:test";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MAX_BODY_BYTES } from "../../src/api/read-body";
import type { SessionClient } from "../support/accounts";
import { expectLimitHeaders, expectProblem } from "../support/expect-problem";
import { Client, newKey, type Reply, readReply } from "../support/harness";
import { callerOf, exampleOf, makePeople, type People } from "../support/people";
import type { Refs } from "../support/records";
import { internet } from "../support/reviews";
import { brokenRefs, pathTo, peoplesEndpoints, strangeRefs, type Walked } from "../support/walk";

let people: People;
let key: Client;

beforeAll(async () => {
  internet();
  people = await makePeople();
  const builderId = people.refs["builder"] ?? "";
  key = new Client(builderId, (await newKey(builderId)).key);
});
afterAll(() => {
  vi.restoreAllMocks();
});

const named = peoplesEndpoints.filter(({ endpoint }) => endpoint.path.includes("{"));
/** The directory and its reviews are everybody's. */
const owned = named.filter(({ endpoint }) => !endpoint.path.includes("{slug}"));
const withBody = peoplesEndpoints.filter(({ endpoint }) => endpoint.body);
const uploads = peoplesEndpoints.filter(({ endpoint }) => endpoint.upload);
const reads = peoplesEndpoints.filter(({ endpoint }) => endpoint.method === "get");
const writes = peoplesEndpoints.filter(({ endpoint }) => endpoint.method !== "get");
const isAdmins = ({ endpoint }: Walked) => "caller" in endpoint && endpoint.caller === "platform_admin";
const managersOnly = peoplesEndpoints.filter(
  ({ endpoint }) => "roles" in endpoint && endpoint.roles?.includes("member") === false,
);
const ofRoles = peoplesEndpoints.filter(({ endpoint }) => "roles" in endpoint);

type Changes = { refs?: Refs; body?: unknown; headers?: Record<string, string> };

/** Sends the operation's own example, or what is given instead. */
function send(client: Client, walked: Walked, { refs = people.refs, body, headers }: Changes = {}) {
  const example = exampleOf(walked);
  return client.call(walked.endpoint.method.toUpperCase(), pathTo(walked, refs), body ?? example.body, {
    ...example.headers,
    ...headers,
  });
}

const caller = ({ endpoint }: Walked): SessionClient => callerOf(people, endpoint);

test("the walk sees every kind of person", () => {
  expect(peoplesEndpoints.length).toBeGreaterThan(35);
  expect(peoplesEndpoints.filter(isAdmins).length).toBeGreaterThan(6);
  expect(managersOnly.length).toBeGreaterThan(4);
  expect(uploads.length).toBe(2);
});

test.each(reads)("$name answers whom it is for", async (walked) => {
  const reply = await send(caller(walked), walked);
  expect(reply.status).toBe(200);
  expectLimitHeaders(reply.headers, 600);
});

test.each(peoplesEndpoints)("$name without a session is a 401", async (walked) => {
  expectProblem(await send(new Client("", undefined), walked), "unauthenticated");
});

test.each(peoplesEndpoints)("$name takes no API key and no access token", async (walked) => {
  for (const client of [key, people.application]) {
    const reply = await send(client, walked);
    const code = "caller" in walked.endpoint ? "unauthenticated" : "forbidden";
    expectProblem(reply, code, /takes no API key and no access token/u);
  }
});

test.each(peoplesEndpoints.filter(isAdmins))("$name is for platform admins", async (walked) => {
  for (const person of [people.owner, people.stranger])
    expectProblem(await send(person, walked), "forbidden", /platform admins/u);
});

test.each(managersOnly)("$name is not for members", async (walked) => {
  expectProblem(await send(people.member, walked), "forbidden", /owners and admins; you are a member/u);
});

test.each(ofRoles)("$name acts for no builder that the user is no member of", async (walked) => {
  const headers = { "x-builder-id": people.refs["builder"] ?? "" };
  expectProblem(await send(people.stranger, walked, { headers }), "forbidden", /not a member/u);
  expectProblem(await send(people.stranger, walked, { headers: { "x-builder-id": "x" } }), "invalid_request");
});

test.each(owned.filter((walked) => !isAdmins(walked)))("$name of another person's is a 404", async (walked) => {
  expectProblem(await send(people.stranger, walked), "not_found", /^There is no such /u);
});

test.each(named)("$name of nobody is a 404, and so is what is no name", async (walked) => {
  expectProblem(await send(caller(walked), walked, { refs: strangeRefs(people.refs) }), "not_found");
  expectProblem(await send(caller(walked), walked, { refs: brokenRefs(people.refs) }), "not_found");
});

test.each(writes)("$name from another site's page is a 403", async (walked) => {
  for (const origin of ["https://evil.test", "null"])
    expectProblem(await send(caller(walked), walked, { headers: { origin } }), "forbidden", /Origin/u);
  expectProblem(await withoutOrigin(walked), "forbidden", /Origin/u);
});

async function withoutOrigin(walked: Walked): Promise<Reply> {
  const { body, headers } = exampleOf(walked);
  const client = caller(walked);
  const request = client.request(walked.endpoint.method.toUpperCase(), pathTo(walked, people.refs), body, headers);
  request.headers.delete("origin");
  return await readReply(await SELF.fetch(request));
}

test.each(peoplesEndpoints)("$name refuses an unknown query parameter and names it", async (walked) => {
  const path = pathTo(walked, people.refs);
  const { body, headers } = exampleOf(walked);
  const reply = await caller(walked).call(walked.endpoint.method.toUpperCase(), `${path}?no_such=1`, body, headers);
  const problem = expectProblem(reply, "invalid_request", /no_such/u);
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["?no_such"]);
});

test.each(withBody)("$name refuses what is not JSON, and what is no object", async (walked) => {
  const refused = async (body: unknown) => await send(caller(walked), walked, { body });
  expectProblem(await refused("{"), "invalid_json");
  for (const body of ["[]", "null", '"text"', "1"]) expectProblem(await refused(body), "invalid_request");
});

test.each(withBody)("$name refuses an unknown field and points at it", async (walked) => {
  const example = walked.endpoint.body?.example as Record<string, unknown>;
  const problem = expectProblem(
    await send(caller(walked), walked, { body: { ...example, no_such_field: 1 } }),
    "invalid_request",
  );
  expect(problem.errors).toContainEqual({ pointer: "/no_such_field", detail: "There is no field no_such_field here." });
});

test.each(withBody)("$name refuses another media type, and a body of more than 1 MiB", async (walked) => {
  const form = { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } };
  expectProblem(await send(caller(walked), walked, form), "unsupported_media_type", /application\/json/u);
  const long = { body: " ".repeat(MAX_BODY_BYTES + 1) };
  expectProblem(await send(caller(walked), walked, long), "payload_too_large");
});

test.each(uploads)("$name refuses what is no image, and one that is too large", async (walked) => {
  const text = { body: "text", headers: { "content-type": "text/plain" } };
  expectProblem(await send(caller(walked), walked, text), "unsupported_media_type");
  expectProblem(await send(caller(walked), walked, { body: "no image" }), "unsupported_media_type");
  expectProblem(await send(caller(walked), walked, { body: new Uint8Array(5_242_881) }), "payload_too_large");
});

test("nothing was changed by any of it", async () => {
  const { refs, owner, admin } = people;
  const app = await owner.get<{ name: string; state: string; logo_url: unknown }>(`/v1/developer/apps/${refs["app"]}`);
  expect(app.body).toMatchObject({ name: "Acme Sync", state: "submitted", logo_url: null });
  expect((await owner.get<{ data: unknown[] }>("/v1/developer/apps")).body.data).toHaveLength(1);
  expect((await owner.get<{ data: unknown[] }>("/v1/builders")).body.data).toHaveLength(1);
  expect((await owner.get<{ data: unknown[] }>("/v1/builder/members")).body.data).toHaveLength(2);
  expect((await owner.get<{ data: unknown[] }>("/v1/builder/invitations")).body.data).toHaveLength(1);
  const review = await admin.get<{ comments: unknown[]; state: string }>(`/v1/admin/app-reviews/${refs["review"]}`);
  expect(review.body).toMatchObject({ state: "submitted", comments: [] });
  expect((await key.get("/v1/projects")).status).toBe(200);
});

test("nothing of the directory was changed by any of it", async () => {
  const { refs, owner, admin } = people;
  const path = `/v1/marketplace/integrations/${refs["slug"]}`;
  const { body: listed } = await key.get<{ data: unknown[] }>(`${path}/reviews`);
  expect(listed.data).toMatchObject([{ id: refs["integration_review"], rating: 4, answer: null }]);
  const moderated = await admin.get<{ data: unknown[] }>("/v1/admin/integration-reviews");
  expect(moderated.body.data).toMatchObject([{ is_hidden: false, open_reports: 0 }]);
  const { body: incident } = await key.get(`/v1/marketplace/incidents/${refs["incident"]}`);
  expect(incident).toMatchObject({ updates: [], closed_at: expect.any(String) as string });
  const { body: switches } = await admin.get("/v1/admin/integrations");
  const switchable = switches["data"] as { slug: string; kill_switch: unknown; incident: unknown }[];
  expect(switchable.find(({ slug }) => slug === refs["slug"])).toMatchObject({ kill_switch: null, incident: null });
  const { body: alerts } = await admin.get<{ data: { id: string }[] }>("/v1/admin/contract-alerts?limit=100");
  expect(alerts.data.find(({ id }) => id === refs["contract_alert"])).toMatchObject({ is_open: true });
  const { body: told } = await owner.get<{ data: unknown[] }>("/v1/notifications/own");
  expect(told.data).toMatchObject([{ id: refs["own_notification"], is_read: false }]);
});
