import { beforeAll, expect, test } from "vitest";
import { projects } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { make } from "../support/records";
import { documentOf, importLot } from "../support/surveys/import";
import { dxf, dxfLine, lightPolyline, lotXml } from "../support/surveys/files";

type Setbacks = { front_ft: number | null; entered_by: string; entered_at: string };
type Side = { distance_ft: number; source: string; said_by: string | null; survey_ft: number | null } | null;
type Part = {
  status: string;
  detail: string | null;
  source: string;
  data: null | {
    front: Side;
    left: Side;
    right: Side;
    survey_id: string | null;
    buildable_area_sq_ft: number | null;
    buildable_detail: string | null;
  };
};

const FRONT = { front_ft: 25 };
const ALL = { front_ft: 25, rear_ft: 20, left_ft: 7.5, right_ft: 7.5 };
/** The lot's courses go north along its left side, as seen from the street in the south. */
const SIDES = ["left", "rear", "right", "front"];

let client: Client;
beforeAll(async () => {
  client = await newClient({ shard: 1 });
});

const newProject = async () => (await make(client, projects, {}, { client_id: undefined })).id;
const pathOf = (project: string) => `/v1/projects/${project}/setbacks`;
const enter = (project: string, body: unknown, headers?: Record<string, string>) =>
  client.put<Setbacks>(pathOf(project), body, headers);
const partOf = async (project: string) =>
  (await client.get<{ setbacks: Part }>(`/v1/projects/${project}/site-conditions`)).body.setbacks;
const drawingOf = async (project: string, survey: string) => {
  const { body } = await client.get<string>(`/v1/projects/${project}/surveys/${survey}/overlay.svg`);
  return String(body);
};
const eventsOf = (project: string, count: number) =>
  eventually(async () => {
    const { body } = await client.get<{
      data: { data: { id: string; name: string } & Setbacks; previous_attributes: Setbacks }[];
    }>("/v1/events?limit=100&type=project.setbacks_changed");
    const own = body.data.filter(({ data }) => data.id === project);
    return own.length === count ? own : undefined;
  });

test("what is entered is kept with who and when, changed by who has seen it, and removed, and each is told of", async () => {
  const project = await newProject();
  const empty = await client.get(pathOf(project));
  expect(empty.body).toMatchObject({
    project_id: project,
    front_ft: null,
    lot: null,
    entered_by: null,
    entered_at: null,
  });
  expect(empty.headers.get("etag")).toBe('"0"');
  const made = await enter(project, { ...ALL, reference: "LDC 131-1" }, { "if-match": '"0"' });
  expect(made).toMatchObject({ status: 200, body: { ...ALL, waterfront_ft: null, reference: "LDC 131-1", lot: null } });
  expect(Date.now() - Date.parse(made.body.entered_at)).toBeLessThan(60_000);
  expect(made.body.entered_by).toMatch(/^[0-9a-f-]{36}$/u);
  const seen = await client.get(pathOf(project));
  // To the letter: who keeps answers compares them as text.
  expect([JSON.stringify(seen.body), seen.headers.get("etag")]).toEqual([JSON.stringify(made.body), '"1"']);
  // The same again is no change, whoever says it.
  expect((await enter(project, { ...ALL, reference: "LDC 131-1" })).headers.get("etag")).toBe('"1"');
  // All of it is replaced: what is left out is empty.
  const changed = await enter(project, FRONT, { "if-match": '"1"' });
  expect(changed.body).toMatchObject({ front_ft: 25, rear_ft: null, reference: null });
  expect(changed.headers.get("etag")).toBe('"2"');
  expectProblem(await enter(project, ALL, { "if-match": '"1"' }), "precondition_failed");
  const emptied = await enter(project, {});
  expect(emptied.body).toMatchObject({ front_ft: null });
  expect(JSON.stringify((await client.get(pathOf(project))).body)).toBe(JSON.stringify(emptied.body));
  expect((await partOf(project)).status).toBe("not_installed");
  const told = await eventsOf(project, 3);
  expect(told.map(({ data }) => typeof data.name)).toEqual(["string", "string", "string"]);
  const fronts = told.map(({ data, previous_attributes: before }) => `${before.front_ft} to ${data.front_ft}`);
  // What has not changed has no former value.
  expect(fronts.toSorted()).toEqual(["25 to null", "null to 25", "undefined to 25"]);
});

test.for([
  [{ front_ft: 5001 }, "/front_ft", /./u],
  [{ front_ft: -1 }, "/front_ft", /./u],
  [{ left_ft: "7 ft" }, "/left_ft", /./u],
  [{ side_ft: 7 }, "/side_ft", /There is no field/u],
  [{ front_ft: 25, lot: { survey_id: "nothing", sides: ["front"] } }, "/lot/survey_id", /./u],
  [{ front_ft: 25, lot: { survey_id: crypto.randomUUID(), sides: ["front"] } }, "/lot/survey_id", /no such survey/u],
] as const)("%j is refused at %s, and nothing is kept", async ([body, pointer, detail]) => {
  const project = await newProject();
  const problem = expectProblem(await enter(project, body), "invalid_request");
  expect(new Set(problem.errors.map((fault) => fault.pointer))).toEqual(new Set([pointer]));
  expect(problem.errors[0]?.detail).toMatch(detail);
  expect((await client.get(pathOf(project))).body).toMatchObject({ front_ft: null, entered_at: null });
});

test("no distance is longer than the lot of the newest survey", async () => {
  const project = await newProject();
  await importLot(client, project);
  const problem = expectProblem(await enter(project, { front_ft: 25, rear_ft: 200, left_ft: 1600 }), "invalid_request");
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["/rear_ft", "/left_ft"]);
  expect(problem.errors[0]?.detail).toBe("The lot is not 200 ft long: it is at most 156 ft from end to end.");
});

test("the area to build on is drawn when each course of the lot has a side with a distance, and else it is said why not", async () => {
  const project = await newProject();
  expect(await partOf(project)).toMatchObject({ status: "not_installed", data: null });
  const { id: survey } = await importLot(client, project);
  await enter(project, { front_ft: 25, left_ft: 7.5 });
  expect((await partOf(project)).data).toMatchObject({
    front: { distance_ft: 25, source: "entered" },
    right: null,
    survey_id: null,
    buildable_area_sq_ft: null,
    buildable_detail: expect.stringMatching(/^Say which side/u),
  });
  const lot = { survey_id: survey, sides: SIDES };
  const few = expectProblem(await enter(project, { ...ALL, lot: { ...lot, sides: ["front"] } }), "invalid_request");
  expect(few.errors).toMatchObject([
    { pointer: "/lot/sides", detail: "The lot has 4 courses; the sides of 1 are named." },
  ]);
  await enter(project, { ...FRONT, left_ft: 7.5, lot });
  expect(await partOf(project)).toMatchObject({ detail: "No setback is known from the rear." });
  expect(await drawingOf(project, survey)).not.toContain("buildable");
  await enter(project, { ...ALL, lot });
  expect(await partOf(project)).toMatchObject({
    status: "available",
    source: "Entered here",
    detail: null,
    data: { survey_id: survey, buildable_area_sq_ft: 85 * 75, buildable_detail: null },
  });
  expect(await drawingOf(project, survey)).toContain('<path d="M100 120L0 120" stroke-width="50"/>');
  await enter(project, { ...ALL, left_ft: 60, right_ft: 60, lot });
  expect((await partOf(project)).data).toMatchObject({
    buildable_area_sq_ft: 0,
    buildable_detail: "The setbacks leave nothing of the lot to build on.",
  });
  expect((await client.delete(`/v1/projects/${project}/surveys/${survey}`)).status).toBe(204);
  expect((await partOf(project)).data).toMatchObject({
    survey_id: null,
    buildable_area_sq_ft: null,
    buildable_detail: expect.stringMatching(/was deleted/u),
  });
});

test("what a survey states holds where nothing was entered, for both of its sides", async () => {
  const project = await newProject();
  const stated = lotXml('area="12000.00" setbackFront="30" setbackSide="10" setbackRear="25"');
  const body = { document_id: await documentOf(client, project, stated), kind: "boundary" };
  expect((await client.post(`/v1/projects/${project}/surveys`, body)).status).toBe(201);
  const said = { distance_ft: 10, source: "survey", said_by: null };
  expect(await partOf(project)).toMatchObject({
    source: "The surveyor's file",
    data: { front: { distance_ft: 30, source: "survey" }, left: said, right: said, waterfront: null },
  });
  await enter(project, { left_ft: 12 });
  expect(await partOf(project)).toMatchObject({
    source: "The surveyor's file, Entered here",
    data: { front: { source: "survey" }, left: { distance_ft: 12, source: "entered" }, right: said },
  });
});

test("setback lines of a survey hold on the sides its courses are named as, where nothing was entered, and are compared", async () => {
  const project = await newProject();
  const drawing = dxf([
    ...lightPolyline("V-PROP-LINE", [
      [0, 0],
      [0, 120],
      [100, 120],
      [100, 0],
    ]),
    ...dxfLine("V-PROP-SETB", [10, 25], [90, 25]),
    // Of two lines on one side the farther one counts.
    ...dxfLine("V-PROP-SETB", [7.5, 10], [7.5, 110]),
    ...dxfLine("V-PROP-SETB", [10, 30], [10, 90]),
    ...dxfLine("V-PROP-SETB", [92.5, 10], [92.5, 110]),
  ]);
  const asked = { document_id: await documentOf(client, project, drawing), kind: "boundary" };
  const { id: survey_id } = (await client.post<{ id: string }>(`/v1/projects/${project}/surveys`, asked)).body;
  // Where a line is, the file does not say.
  expect(await partOf(project)).toMatchObject({
    source: "Nobody yet",
    detail: expect.stringMatching(/^The survey has setback lines/u),
    data: { front: null, survey_id: null },
  });
  const lot = { survey_id, sides: SIDES };
  await enter(project, { lot });
  const said = (feet: number) => ({ distance_ft: feet, source: "survey", said_by: null, survey_ft: feet });
  expect(await partOf(project)).toMatchObject({
    source: "The surveyor's file",
    detail: "No setback is known from the rear.",
    data: { front: said(25), left: said(10), right: said(7.5), rear: null },
  });
  await enter(project, { front_ft: 20, rear_ft: 20, lot });
  expect(await partOf(project)).toMatchObject({
    source: "Entered here, The surveyor's file",
    data: {
      front: { distance_ft: 20, source: "entered", said_by: expect.any(String), survey_ft: 25 },
      rear: { survey_ft: null },
      left: said(10),
      buildable_area_sq_ft: 80 * 82.5,
    },
  });
  expect(await drawingOf(project, survey_id)).toContain('stroke-width="40"/>');
  // With the survey its lines go.
  expect((await client.delete(`/v1/projects/${project}/surveys/${survey_id}`)).status).toBe(204);
  expect((await partOf(project)).data).toMatchObject({ front: { distance_ft: 20, survey_ft: null }, left: null });
});

test("they are another builder's business alone", async () => {
  const project = await newProject();
  await enter(project, FRONT);
  const stranger = await newClient();
  expectProblem(await stranger.get(pathOf(project)), "not_found");
  expectProblem(await stranger.put(pathOf(project), FRONT), "not_found");
});

test("of two who enter at the same time both are kept, one after the other", async () => {
  const project = await newProject();
  const replies = await Promise.all([enter(project, { front_ft: 1 }), enter(project, { front_ft: 2 })]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  expect(replies.map(({ headers }) => headers.get("etag") ?? "").toSorted()).toEqual(['"1"', '"2"']);
  await eventsOf(project, 2);
});
