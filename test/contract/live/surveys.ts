import { expect } from "vitest";
import { documents, surveyPlacementSample } from "../../../src/models";
import { png } from "../../support/images";
import { lotXml } from "../../support/surveys/files";
import type { Api } from "./api";
import { inputOf, list, type Refs } from "./records";

/** A survey from its document to its overlay, and away again. */
export async function exerciseSurveys(api: Api, refs: Refs): Promise<void> {
  const created = await api.does("createDocument", 201, { body: inputOf(documents, refs, { name: "Lot 7.xml" }) });
  const document = { id: String(created.body["id"]) };
  const headers = { "content-type": "application/xml" };
  const of = { project_id: refs["project"] ?? "" };
  const asked = { params: of, body: { document_id: document.id, kind: "boundary" } };
  await api.does("importSurvey", 400, asked);
  await api.does("uploadDocument", 200, { params: document, body: lotXml("", "<Metric/>"), headers });
  const refused = await api.does("importSurvey", 400, asked);
  expect(refused.body["errors"]).toMatchObject([{ pointer: "/document_id" }]);
  await api.does("uploadDocument", 200, { params: document, body: lotXml('area="12100"'), headers });
  const once = { ...asked, headers: { "idempotency-key": "one-survey" } };
  const imported = await api.does("importSurvey", 201, once);
  expect((await api.does("importSurvey", 201, once)).body).toEqual(imported.body);
  expect(imported.body).toMatchObject({ lot_area_sq_ft: 12_000, finding_count: 1 });
  await api.does("importSurvey", 422, { ...once, body: { ...asked.body, kind: "alta" } });
  await api.does("importSurvey", 409, asked);
  await list(api, "listSurveys", of);
  const params = { ...of, id: String(imported.body["id"]) };
  expect((await api.does("getSurvey", 200, { params })).body).toEqual(imported.body);
  const image = await api.does<string>("getSurveyOverlay", 200, { params });
  expect(image.body).toMatch(/^<svg /u);
  await exercisePlacements(api, refs, params.id);
  await exerciseSetbacks(api, refs);
  await api.does("deleteSurvey", 204, { params });
  await api.does("deleteSurvey", 404, { params });
}

/** The survey laid over a picture of the site plan, and taken off again. */
async function exercisePlacements(api: Api, refs: Refs, survey_id: string): Promise<void> {
  const input = inputOf(documents, refs, { name: "Site plan.png" });
  const id = String((await api.does("createDocument", 201, { body: input })).body["id"]);
  const of = { project_id: refs["project"] ?? "", survey_id };
  const { points } = surveyPlacementSample;
  const asked = { params: { ...of, id }, body: { points } };
  await api.does("placeSurvey", 400, asked);
  await api.sends("uploadDocument", 200, {
    params: { id },
    body: png(1600, 1200),
    headers: { "content-type": "image/png" },
  });
  await api.refuses("placeSurvey", 400, { ...asked, body: { points: [points[0], points[0]] } });
  const placed = await api.does("placeSurvey", 200, asked);
  expect(placed.body).toMatchObject({ points, feet_per_pixel: 0.2, is_current: true });
  expect((await api.does("getSurveyPlacement", 200, { params: asked.params })).body).toEqual(placed.body);
  await api.does("placeSurvey", 412, { ...asked, headers: { "if-match": '"9"' } });
  await list(api, "listSurveyPlacements", of);
  await api.does("removeSurveyPlacement", 412, { params: asked.params, headers: { "if-match": '"9"' } });
  await api.does("removeSurveyPlacement", 204, { params: asked.params });
  await api.does("getSurveyPlacement", 404, { params: asked.params });
}

/** The setbacks of a lot, entered and removed. */
async function exerciseSetbacks(api: Api, refs: Refs): Promise<void> {
  const asked = { params: { id: refs["project"] ?? "" } };
  const body = { front_ft: 25, rear_ft: 20, reference: "LDC 131-1" };
  expect((await api.does("getSetbacks", 200, asked)).body).toMatchObject({ front_ft: null, entered_by: null });
  await api.does("enterSetbacks", 400, { ...asked, body: { ...body, front_ft: 4999 } });
  await api.refuses("enterSetbacks", 400, { ...asked, body: { front_ft: -1 } });
  const made = await api.does("enterSetbacks", 200, { ...asked, body });
  expect(made.body).toMatchObject({ ...body, left_ft: null, lot: null });
  expect((await api.does("getSetbacks", 200, asked)).body).toEqual(made.body);
  await api.does("enterSetbacks", 412, { ...asked, body, headers: { "if-match": '"9"' } });
  await api.does("enterSetbacks", 200, { ...asked, body: {} });
}
