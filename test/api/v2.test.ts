import { beforeAll, expect, test } from "vitest";
import { projectSchema } from "../../src/api/v2/projects/shape";
import { versions } from "../../src/api/versions";
import { expectProblem } from "../support/expect-problem";
import { Client, newClient } from "../support/harness";
import { make, type Made, makeOfEach, type Refs } from "../support/records";
import { entityNamed } from "#models";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 0 });
  refs = await makeOfEach(client);
});

const SITE = {
  line1: "1 Shore Dr",
  line2: null,
  city: "Key Largo",
  state: "FL",
  postal_code: "33037",
  latitude: 25.1,
  longitude: -80.4,
};
const project = (code: string) => ({
  code,
  name: "House",
  client_id: refs["client"],
  site: SITE,
  contract: { amount_cents: 500, currency: "USD" },
  dates: { start: "2026-03-02", target_end: "2027-02-26" },
});

test("what one version writes the other reads, each in its own shape", async () => {
  const created = await client.post<Made>("/v2/projects", project("V2-1"));
  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe(`/api/v2/projects/${created.body.id}`);
  expect(created.body).toMatchObject({
    ...project("V2-1"),
    dates: { start: "2026-03-02", target_end: "2027-02-26", completed: null },
  });
  expect(() => projectSchema().parse(created.body)).not.toThrow();
  const { body: flat, headers } = await client.get<Made>(`/v1/projects/${created.body.id}`);
  expect(flat).toMatchObject({
    address_line1: "1 Shore Dr",
    city: "Key Largo",
    latitude: 25.1,
    contract_amount_cents: 500,
    start_date: "2026-03-02",
    completed_date: null,
  });
  expect(headers.get("etag")).toBe('"1"');
  expect(flat).not.toHaveProperty("site");
  expect(created.body).not.toHaveProperty("address_line1");

  const old = await make(client, entityNamed("project"), refs);
  const nested = await client.get<Made>(`/v2/projects/${old.id}`);
  expect(nested.body).toMatchObject({
    site: { line1: old["address_line1"], state: old["state"], longitude: old["longitude"] },
    contract: { amount_cents: old["contract_amount_cents"], currency: "USD" },
    dates: { start: old["start_date"], completed: old["completed_date"] },
  });
  expect(() => projectSchema().parse(nested.body)).not.toThrow();
});

test("a merge-patch reaches into the objects, and moves the version that both know", async () => {
  const { body } = await client.post<Made>("/v2/projects", project("V2-2"));
  const path = `/v2/projects/${body.id}`;
  const patched = await client.patch<Made>(path, {
    site: { city: "Tavernier", line1: null },
    contract: { amount_cents: 7 },
  });
  expect(patched.body).toMatchObject({
    site: { ...SITE, city: "Tavernier", line1: null },
    contract: { amount_cents: 7 },
  });
  expect(patched.headers.get("etag")).toBe('"2"');
  expect((await client.get<Made>(`/v1/projects/${body.id}`)).body).toMatchObject({
    city: "Tavernier",
    address_line1: null,
  });
  await client.patch(`/v1/projects/${body.id}`, { name: "By v1" });
  expectProblem(await client.patch(path, { name: "Late" }, { "if-match": '"2"' }), "precondition_failed");
  expect((await client.patch(path, { name: "In time" }, { "if-match": '"3"' })).status).toBe(200);
});

test("both versions write one kind of event, in the shape of v1", async () => {
  const { body } = await client.post<Made>("/v2/projects", project("V2-3"));
  const events = await client.get<{ data: { data: Made; api_version: string }[] }>(
    "/v1/events?type=project.created&limit=1",
  );
  expect(events.body.data[0]).toMatchObject({ api_version: "v1", data: { id: body.id, city: "Key Largo" } });
});

test("lists of both versions show the same records", async () => {
  const ids = async (version: string) =>
    (await client.get<{ data: Made[] }>(`/${version}/projects?limit=100`)).body.data.map(({ id }) => id);
  expect(await ids("v2")).toEqual(await ids("v1"));
  const page = await client.get<{ data: Made[]; next_cursor: string }>("/v2/projects?limit=1&status=active");
  for (const item of page.body.data) expect(() => projectSchema().parse(item)).not.toThrow();
  expect(page.headers.get("link") ?? "/api/v2/").toContain("/api/v2/");
});

test("a v2 request is checked by the rules of the record", async () => {
  expectProblem(await client.post("/v2/projects", { ...project("V2-4"), address_line1: "flat" }), "invalid_request");
  expectProblem(await client.post("/v2/projects", { ...project("V2-4"), site: { zip: "33037" } }), "invalid_request");
  expectProblem(await client.post("/v2/projects", { ...project("V2-4"), code: "not allowed" }), "invalid_request");
  expectProblem(await client.post("/v2/projects", { ...project("V2-4"), dates: { start: "soon" } }), "invalid_request");
  expectProblem(
    await client.post("/v2/projects", { ...project("V2-4"), dates: { start: "2027-01-01", target_end: "2026-01-01" } }),
    "invalid_request",
  );
  expectProblem(await client.post("/v2/projects", project("V2-1")), "already_exists");
});

test("a repeated v2 request with its key is answered in the shape of v2", async () => {
  const send = () => client.post<Made>("/v2/projects", project("V2-5"), { "idempotency-key": "v2" });
  const [first, second] = [await send(), await send()];
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect(second.body).toEqual(first.body);
  expectProblem(
    await client.post("/v1/projects", { code: "V2-6", name: "N" }, { "idempotency-key": "v2" }),
    "idempotency_mismatch",
  );
});

test("the registry is public, and neither version says that it is ending", async () => {
  const { body } = await new Client("", undefined).get<{ data: unknown[] }>("/v1/versions");
  expect(body.data).toEqual(versions);
  for (const version of ["v1", "v2"]) {
    const { headers } = await client.get(`/${version}/projects`);
    for (const name of ["deprecation", "sunset"]) expect(headers.get(name)).toBeNull();
  }
});

test("each version has a document of its own", async () => {
  type Document = {
    openapi: string;
    info: { version: string };
    paths: Record<string, unknown>;
    servers: { url: string }[];
  };
  for (const version of ["v1", "v2"]) {
    const { body } = await new Client("", undefined).get<Document>(`/${version}/openapi.json`);
    expect(body).toMatchObject({ openapi: "3.0.3", servers: [{ url: `https://rossos.test/api/${version}` }] });
    expect(Object.keys(body.paths)).toContain("/projects/{id}");
  }
});
