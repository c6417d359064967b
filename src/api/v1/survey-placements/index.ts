import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import {
  type ListQuery,
  type PlacedPoint,
  placedPointsSchema,
  surveyPlacementSample,
  surveyPlacementShape,
} from "#models";
import * as placements from "#modules/survey-placements";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";

type Params = Readonly<Record<string, string>>;

const { project_id, survey_id, document_id, points } = surveyPlacementSample;
const tag = "Surveys";
const path = "/projects/{project_id}/surveys/{survey_id}/placements";
const onePath = `${path}/{id}`;
const ofSurvey = {
  project_id: { description: "Id of the project.", example: project_id },
  survey_id: { description: "Id of the survey.", example: survey_id },
};
const params = {
  ...ofSurvey,
  id: { description: "Id of the document that is a picture of the site plan.", example: document_id },
};

const schema = once(() =>
  z
    .object(surveyPlacementShape())
    .openapi("SurveyPlacement", { description: "How a survey lies on a picture of the site plan." }),
);
const inputSchema = once(() =>
  z
    .strictObject({ points: placedPointsSchema(z.strictObject) })
    .openapi("SurveyPlacementInput", { description: "What places a survey." }),
);

const where = ({ project_id: projectId = "", survey_id: surveyId = "", id: documentId = "" }: Params) => ({
  projectId,
  surveyId,
  documentId,
});
const answer = ({ placement: body, version }: placements.StoredPlacement) => ({ status: 200 as const, body, version });
const placed = { schema, example: surveyPlacementSample, headers: ["ETag"] as const };

export const surveyPlacementEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof placements.listPlacements>>, undefined, ListQuery>({
    operationId: "listSurveyPlacements",
    method: "get",
    path,
    params: ofSurvey,
    scope: "read:surveys",
    tag,
    summary: "List where a survey lies",
    description: "The pictures that a survey was laid over, and how; that of the newest document first.",
    query: { list: placements.placementList },
    responses: {
      200: {
        description: "A page of placements.",
        schema: () => pageSchema(schema(), "SurveyPlacement"),
        example: pageExample(surveyPlacementSample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { project_id: projectId = "", survey_id: surveyId = "" } }) =>
      placements.listPlacements(ctx, projectId, surveyId, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<placements.StoredPlacement>({
    operationId: "getSurveyPlacement",
    method: "get",
    path: onePath,
    params,
    scope: "read:surveys",
    tag,
    summary: "Get how a survey lies on a site plan",
    description:
      "How the survey's drawing, `overlay.svg`, is scaled, turned and moved to lie on the picture: `matrix(a b -b a x_px y_px)` of SVG, where `a` is the cosine of `rotation_degrees` divided by `feet_per_pixel`, and `b` the sine.",
    responses: { 200: { description: "The placement.", ...placed } },
    run: ({ ctx, params: { project_id: projectId = "", survey_id: surveyId = "", id = "" } }) =>
      placements.getPlacement(ctx, projectId, surveyId, id),
    answer,
  }),
  endpoint<placements.StoredPlacement, { points: PlacedPoint[] }>({
    operationId: "placeSurvey",
    method: "put",
    path: onePath,
    params,
    scope: "write:surveys",
    tag,
    summary: "Lay a survey over a site plan",
    description:
      "Says where points of the survey are in a picture: a document of the project that is PNG, JPEG or WebP, of at most 20 MiB and 64 megapixels. Scale, turn and offset follow; nothing is mirrored. It takes the place of how the survey lay there before. A picture has no coordinates of its own, so it is placed by points alone. Emits `survey.placed`, unless nothing changes.",
    body: { schema: inputSchema, example: { points } },
    conditional: true,
    responses: { 200: { description: "The placement as it stands now.", ...placed } },
    run: ({ ctx, body, request, params: of }) =>
      placements.placeSurvey(ctx, where(of), body.points, readTags(request, "if-match")),
    answer,
  }),
  endpoint<void>({
    operationId: "removeSurveyPlacement",
    method: "delete",
    path: onePath,
    params,
    scope: "write:surveys",
    tag,
    summary: "Take a survey off a site plan",
    description: "The survey and the picture stay. Emits `survey.placement_removed`.",
    conditional: true,
    responses: { 204: { description: "It is removed." } },
    run: ({ ctx, request, params: of }) => placements.removePlacement(ctx, where(of), readTags(request, "if-match")),
    answer: () => ({ status: 204 }),
  }),
];
