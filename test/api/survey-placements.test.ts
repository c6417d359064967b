import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { documents, projects, type SurveyPlacement, surveyPlacementSample } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { jpeg, png } from "../support/images";
import { make } from "../support/records";
import { documentOf, importLot } from "../support/surveys/import";

const { points } = surveyPlacementSample;
type Points = SurveyPlacement["points"];

let client: Client;
let project: string;
let survey: string;
let base: string;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  project = (await make(client, projects, {}, { client_id: undefined })).id;
  survey = (await importLot(client, project)).id;
  base = `/v1/projects/${project}/surveys/${survey}/placements`;
});

const picture = (bytes: Uint8Array = png(1600, 1200), type = "image/png", of = project) =>
  documentOf(client, of, bytes, type);
const place = (document: string, given: unknown = points, headers?: Record<string, string>) =>
  client.put<SurveyPlacement>(`${base}/${document}`, { points: given }, headers);
const changed = (at: number, change: Partial<Points[number]>): Points =>
  points.map((point, index) => (index === at ? { ...point, ...change } : point));
const rows = async (document: string) =>
  (
    await env.TENANT_DB_1.prepare("select count(*) as n from survey_placements where document_id = ?")
      .bind(document)
      .first<{ n: number }>()
  )?.n;
type Told = { type: string; data: SurveyPlacement; previous_attributes: Partial<SurveyPlacement> };
const eventsOf = (document: string, count: number) =>
  eventually(async () => {
    const { body } = await client.get<{ data: Told[] }>("/v1/events?limit=100");
    const own = body.data.filter(({ data }) => data.document_id === document);
    return own.length === count ? own : undefined;
  });

test("a survey is laid over a picture, moved by who has seen it, and taken off, and each is told of", async () => {
  const document = await picture();
  expectProblem(await client.get(`${base}/${document}`), "not_found", /no such placement/u);
  const made = await place(document);
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({
    survey_id: survey,
    document_id: document,
    width_px: 1600,
    height_px: 1200,
    points,
    feet_per_pixel: 0.2,
    rotation_degrees: 0,
    x_px: 400,
    y_px: 300,
    residual_ft: 0,
    is_current: true,
    placed_by: expect.stringMatching(/^[0-9a-f-]{36}$/u),
  });
  expect(Date.now() - Date.parse(made.body.placed_at)).toBeLessThan(60_000);
  const seen = await client.get(`${base}/${document}`);
  expect([JSON.stringify(seen.body), seen.headers.get("etag")]).toEqual([JSON.stringify(made.body), '"1"']);
  expect((await place(document)).headers.get("etag")).toBe('"1"');
  // The east of the lot's south side straight below its west: a quarter of a turn.
  const turned = changed(1, { x_px: 400, y_px: 1400 });
  const moved = await place(document, turned, { "if-match": '"1"' });
  expect(moved.body).toMatchObject({ rotation_degrees: 90, feet_per_pixel: 0.2 });
  expect(moved.headers.get("etag")).toBe('"2"');
  expectProblem(await place(document, points, { "if-match": '"1"' }), "precondition_failed");
  const listed = await client.get<{ data: SurveyPlacement[] }>(base);
  expect(listed.body.data.find((one) => one.document_id === document)).toEqual(moved.body);
  expectProblem(await client.delete(`${base}/${document}`, { "if-match": '"1"' }), "precondition_failed");
  expect((await client.delete(`${base}/${document}`, { "if-match": '"2"' })).status).toBe(204);
  expectProblem(await client.get(`${base}/${document}`), "not_found");
  const told = await eventsOf(document, 3);
  expect(told.map(({ type }) => type).toSorted()).toEqual([
    "survey.placed",
    "survey.placed",
    "survey.placement_removed",
  ]);
  expect(told.map(({ previous_attributes: before }) => before?.rotation_degrees)).toContain(0);
});

test("more than two points check each other, and the worst of them is told", async () => {
  const document = await picture();
  const third = { x_ft: 100, y_ft: 0, x_px: 902, y_px: 300 };
  const { body } = await place(document, [...points, third]);
  expect(body.residual_ft).toBeGreaterThan(0.1);
  expect(body.residual_ft).toBeLessThan(0.4);
  const mirrored = [...points, { ...third, y_px: 1500 }];
  const problem = expectProblem(await place(document, mirrored), "invalid_request", /do not fit together/u);
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["/points"]);
});

const far = { x_px: 5000 };
test.for<[name: string, given: unknown, pointers: string[]]>([
  ["one point", points.slice(0, 1), ["/points"]],
  ["eleven points", Array.from({ length: 11 }, () => points[0]), ["/points"]],
  ["the same point of the survey twice", changed(1, { x_ft: 0 }), ["/points/1/x_ft"]],
  ["the same place in the picture twice", changed(1, { x_px: 401 }), ["/points/1/x_px"]],
  ["what is no number", changed(0, { y_px: "left" as unknown as number }), ["/points/0/y_px"]],
  ["null, which NaN becomes", changed(0, { y_px: Number.NaN }), ["/points/0/y_px"]],
  ["a point outside of the survey", changed(0, { y_ft: 120.1 }), ["/points/0/y_ft"]],
  ["a point far beyond the picture", changed(1, far), ["/points/1/x_px"]],
  ["a field there is not", [{ ...points[0], z_ft: 1 }, points[1]], ["/points/0/z_ft"]],
])("%s is refused, and nothing is kept", async ([, given, pointers]) => {
  const document = await picture();
  const problem = expectProblem(await place(document, given), "invalid_request");
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(pointers);
  expect(await rows(document)).toBe(0);
});

test("pictures that are none, are too large or are not here", async () => {
  const pdf = await picture(new TextEncoder().encode("%PDF-1.7 site plan"), "application/pdf");
  expectProblem(await place(pdf), "invalid_request", /this document is application\/pdf. Export it as a picture/u);
  const empty = (await make(client, documents, { project })).id;
  expectProblem(await place(empty), "invalid_request", /not been uploaded/u);
  // Cut off in the middle.
  expectProblem(await place(await picture(png(1600, 1200).subarray(0, -1))), "invalid_request", /a whole picture/u);
  expectProblem(await place(await picture(png(16_385, 10))), "payload_too_large", /16385×10/u);
  expectProblem(await place(await picture(png(9000, 9000))), "payload_too_large", /64000000 in all/u);
  const heavy = new Uint8Array(20_971_521);
  heavy.set(png(100, 100));
  expectProblem(await place(await picture(heavy)), "payload_too_large", /20971520 bytes; this document has 20971521/u);
  expect((await place(await picture(jpeg(1600, 1200), "image/jpeg"))).status).toBe(200);
});

test("documents and surveys of others, of other projects and of nobody", async () => {
  const other = (await make(client, projects, {}, { client_id: undefined })).id;
  expectProblem(await place(await picture(png(9, 9), "image/png", other)), "not_found", /in this project/u);
  const document = await picture();
  const elsewhere = `/v1/projects/${other}/surveys/${survey}/placements`;
  expectProblem(await client.put(`${elsewhere}/${document}`, { points }), "not_found", /no such survey/u);
  expectProblem(await client.get(elsewhere), "not_found");
  await place(document);
  expectProblem(await client.get(`${elsewhere}/${document}`), "not_found");
  const stranger = await newClient({ shard: 1 });
  for (const reply of [
    await stranger.get(`${base}/${document}`),
    await stranger.put(`${base}/${document}`, { points }),
    await stranger.delete(`${base}/${document}`),
  ])
    expectProblem(reply, "not_found");
});

test("it is told when the picture has changed, and a placement goes with its picture and with its survey", async () => {
  const document = await picture();
  await place(document);
  await client.put(`/v1/documents/${document}/content`, png(800, 600), { "content-type": "image/png" });
  expect((await client.get(`${base}/${document}`)).body).toMatchObject({ is_current: false, width_px: 1600 });
  expect((await place(document)).body).toMatchObject({ is_current: true, width_px: 800 });
  const other = (await make(client, projects, {}, { client_id: undefined })).id;
  await client.patch(`/v1/documents/${document}`, { project_id: other });
  expect((await client.get(`${base}/${document}`)).body).toMatchObject({ is_current: false });
  expect((await client.delete(`/v1/documents/${document}`)).status).toBe(204);
  expect(await rows(document)).toBe(0);
  const { id } = await importLot(client, project);
  const second = await picture();
  const path = `/v1/projects/${project}/surveys/${id}`;
  expect((await client.put(`${path}/placements/${second}`, { points })).status).toBe(200);
  expect((await client.delete(path)).status).toBe(204);
  expect(await rows(second)).toBe(0);
  expect((await client.get(`/v1/documents/${second}`)).status).toBe(200);
});

test("of two who place it at the same time both are kept, one after the other", async () => {
  const document = await picture();
  const replies = await Promise.all([place(document), place(document, changed(1, { x_px: 901 }))]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  expect(replies.map(({ headers }) => headers.get("etag") ?? "").toSorted()).toEqual(['"1"', '"2"']);
});
