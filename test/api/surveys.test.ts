import { env, SELF } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { documents, projects } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient, type Reply } from "../support/harness";
import { make } from "../support/records";
import { dxf, lightPolyline, lotXml, POINTS } from "../support/surveys/files";
import { documentOf, importLot } from "../support/surveys/import";

type Survey = { id: string; document_id: string; findings: { code: string }[]; lot_area_sq_ft: number | null };

let client: Client;
let project: string;
let base: string;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  project = (await make(client, projects, {}, { client_id: undefined })).id;
  base = `/v1/projects/${project}/surveys`;
});

const post = (body: unknown, headers?: Record<string, string>): Promise<Reply<Survey>> =>
  client.post<Survey>(base, body, headers);
const importing = async (content: string | Uint8Array, more: object = {}): Promise<Reply<Survey>> =>
  post({ document_id: await documentOf(client, project, content), kind: "boundary", ...more });
const rows = async () =>
  (
    await env.TENANT_DB_1.prepare("select count(*) as n from surveys where builder_id = ?")
      .bind(client.builderId)
      .first<{ n: number }>()
  )?.n;

test("a survey is imported, listed, read, shown and deleted, and tells of it", async () => {
  const { id, document_id: documentId } = await importLot(client, project);
  const listed = await client.get<{ data: Survey[] }>(`${base}?kind=boundary`);
  expect(listed.body.data).toEqual([expect.objectContaining({ id, project_id: project, finding_count: 0 })]);
  expect((await client.get<{ data: Survey[] }>(`${base}?kind=alta`)).body.data).toEqual([]);
  const { body } = await client.get(`${base}/${id}`);
  expect(body).toMatchObject({
    id,
    document_id: documentId,
    unit: "us_survey_foot",
    lot_area_sq_ft: 12_000,
    parcels: [{ name: "Lot 7", stated_area_sq_ft: 12_000, courses: [{ bearing: `N 00°00'00" E` }, {}, {}, {}] }],
  });
  const response = await SELF.fetch(client.request("GET", `${base}/${id}/overlay.svg`));
  expect(response.headers.get("content-type")).toBe("image/svg+xml");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await response.text()).toContain("M0 120L0 0L100 0L100 120L0 120Z");
  const { status } = await client.delete(`${base}/${id}`);
  expect(status).toBe(204);
  expectProblem(await client.get(`${base}/${id}`), "not_found", /no such survey/u);
  expect((await client.get(`/v1/documents/${documentId}`)).status).toBe(200);
  const types = await eventually(async () => {
    const events = await client.get<{ data: { type: string; data: Survey }[] }>("/v1/events?limit=100");
    const own = events.body.data.filter(({ data }) => data.id === id).map(({ type }) => type);
    return own.length === 2 ? own.toSorted() : undefined;
  });
  expect(types).toEqual(["survey.deleted", "survey.imported"]);
});

test("the same content is imported once for a purpose, and anew when it was replaced", async () => {
  const documentId = await documentOf(client, project, lotXml());
  const body = { document_id: documentId, kind: "boundary" };
  const [one, two] = await Promise.all([post(body), post(body)]);
  expect(new Set([one.status, two.status])).toEqual(new Set([201, 409]));
  expectProblem(await post(body), "already_exists", /imported already, as the survey [0-9a-f-]{36}/u);
  expect((await post({ ...body, kind: "alta" })).status).toBe(201);
  await client.put(`/v1/documents/${documentId}/content`, lotXml('area="1.00"'), { "content-type": "application/xml" });
  const changed = await post(body);
  expect(changed.body.findings.map(({ code }) => code)).toEqual(["area_mismatch"]);
});

test("a document or a project of which there are surveys is not deleted, and says what refers to it", async () => {
  const documentId = await documentOf(client, project, lotXml());
  const { body } = await post({ document_id: documentId, kind: "boundary" });
  for (const path of [`/v1/documents/${documentId}`, `/v1/projects/${project}`])
    expectProblem(await client.delete(path), "in_use", /refer to it/u);
  const problem = expectProblem(await client.delete(`/v1/documents/${documentId}`), "in_use", /1 survey refer/u);
  expect(problem.errors).toEqual([{ pointer: "/document_id", detail: "1 survey refer to it by document_id." }]);
  expect((await client.get(`${base}/${body.id}`)).status).toBe(200);
  expect((await client.delete(`${base}/${body.id}`)).status).toBe(204);
  expect((await client.delete(`/v1/documents/${documentId}`)).status).toBe(204);
});

test("of a deletion and an import at the same time one succeeds", async () => {
  const documentId = await documentOf(client, project, lotXml());
  const before = (await rows()) ?? 0;
  const [imported, deleted] = await Promise.all([
    post({ document_id: documentId, kind: "boundary" }),
    client.delete(`/v1/documents/${documentId}`),
  ]);
  expect([imported.status === 201, deleted.status === 204].filter(Boolean)).toHaveLength(1);
  expect(await rows()).toBe(imported.status === 201 ? before + 1 : before);
});

test("a drawing and points need what they leave open", async () => {
  const drawing = dxf(
    lightPolyline("A-1", [
      [0, 0],
      [100, 0],
      [100, 120],
      [0, 120],
    ]),
    0,
  );
  expectProblem(await importing(drawing), "invalid_request", /does not say what it is in/u);
  const read = await importing(drawing, { unit: "foot", layers: { "A-1": "boundary" } });
  expect(read.body).toMatchObject({ format: "dxf", lot_area_sq_ft: 12_000 });
  const points = await importing(POINTS, { kind: "as_built", unit: "foot", point_order: "pnezd" });
  expect(points.body).toMatchObject({ format: "csv", point_count: 3, elevation_max_ft: 13.8 });
  const layers = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`L${at}`, "other"]));
  expectProblem(await importing(POINTS, { layers }), "invalid_request", /At most 100 layers/u);
});

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const refused: [name: string, content: string | Uint8Array, why: RegExp][] = [
  ["a DWG drawing", bytes("AC1032\u0000\u0000\u0000"), /DWG.*export LandXML/u],
  [
    "a ZIP archive, however large it would become",
    bytes("PK\u0003\u0004" + "\u0000".repeat(1000)),
    /ZIP archive, which is not unpacked/u,
  ],
  ["a PDF", "%PDF-1.7", /PDF/u],
  ["XML nested 10,000 deep", `<LandXML version="1.2">${"<a>".repeat(10_000)}`, /more than 64 deep/u],
  [
    "entities of entities",
    `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><LandXML version="1.2">&b;</LandXML>`,
    /document type/u,
  ],
  ["coordinates that are no numbers", lotXml().replace("2000120 900000", "NaN 900000"), /NaN is not a number/u],
  [
    "a parcel that does not close",
    lotXml().replaceAll("900100", "900100.9").replace("900100.9", "900150"),
    /does not close/u,
  ],
  [
    "a drawing in unknown units",
    dxf(
      lightPolyline("LOT", [
        [0, 0],
        [9, 0],
        [9, 9],
      ]),
      77,
    ),
    /\$INSUNITS is 77/u,
  ],
  ["a letter", "Dear surveyor", /begins with Dear surveyor/u],
];

test.each(refused)("%s is refused, and nothing is kept", async (_, content, why) => {
  const before = await rows();
  const problem = expectProblem(await importing(content), "invalid_request", why);
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["/document_id"]);
  expect(await rows()).toBe(before);
});

test("a file of 50 MB is refused before it is read", async () => {
  const { id } = await make(client, documents, { project });
  const size = 50_000_000;
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= size) return controller.close();
      const chunk = new Uint8Array(Math.min(1_000_000, size - sent)).fill(0x20);
      sent += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const headers = { "content-type": "application/octet-stream", "content-length": String(size) };
  expect((await client.put(`/v1/documents/${id}/content`, body, headers)).status).toBe(200);
  const problem = expectProblem(await post({ document_id: id, kind: "topographic" }), "payload_too_large", /50000000/u);
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["/document_id"]);
});

test("documents of nobody, of another project, and without content", async () => {
  const other = (await make(client, projects, {}, { client_id: undefined })).id;
  const kind = "boundary";
  const elsewhere = await documentOf(client, other, lotXml());
  expectProblem(await post({ document_id: elsewhere, kind }), "invalid_request", /another project/u);
  const empty = (await make(client, documents, { project })).id;
  expectProblem(await post({ document_id: empty, kind }), "invalid_request", /not been uploaded/u);
  const stranger = await newClient({ shard: 1 });
  const theirs = await importLot(stranger, (await make(stranger, projects, {}, { client_id: undefined })).id);
  expectProblem(await post({ document_id: theirs.document_id, kind }), "invalid_request", /no such document/u);
  const own = await importLot(client, other);
  expectProblem(await client.get(`${base}/${own.id}`), "not_found");
  expectProblem(await client.delete(`${base}/${own.id}`), "not_found");
});
