import { type ListQuery, type Survey, surveySample, surveySchema } from "#models";
import { courseSetbacks } from "#modules/setbacks";
import * as surveys from "#modules/surveys";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { detailExample, detailSchema, type Input, inputSchema } from "./schemas";

type Detail = Survey & surveys.SurveyDetail;

const tag = "Surveys";
const ofProject = { project_id: { description: "Id of the project.", example: surveySample.project_id } };
const params = { ...ofProject, id: { description: "Id of the survey.", example: surveySample.id } };

export const surveyEndpoints: readonly AnyEndpoint[] = [
  endpoint<Detail, Input>({
    operationId: "importSurvey",
    method: "post",
    path: "/projects/{project_id}/surveys",
    params: ofProject,
    scope: "write:surveys",
    tag,
    summary: "Import a survey",
    description:
      "Reads the content of a document and keeps what it says: LandXML 1.0 to 2.0, DXF in ASCII, or points as CSV, up to 16 MiB. The file is recognised by its content. A file that cannot be read, a parcel that does not close and a drawing in unknown units are refused, and nothing is kept; where a file contradicts itself, `findings` say so. Emits `survey.imported`.",
    body: {
      schema: inputSchema,
      example: { document_id: surveySample.document_id, kind: "boundary" },
    },
    idempotent: "tenant",
    responses: {
      201: {
        description: "The survey, with all that was read.",
        schema: detailSchema,
        example: detailExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body, params: { project_id: projectId = "" } }) =>
      surveys.importSurvey(ctx, projectId, {
        documentId: body.document_id,
        kind: body.kind,
        unit: body.unit ?? null,
        pointOrder: body.point_order ?? null,
        layers: body.layers ?? {},
      }),
    answer: (survey, { request }) => ({
      status: 201,
      body: survey,
      location: `${new URL(request.url).pathname}/${survey.id}`,
    }),
  }),
  endpoint<Awaited<ReturnType<typeof surveys.listSurveys>>, undefined, ListQuery>({
    operationId: "listSurveys",
    method: "get",
    path: "/projects/{project_id}/surveys",
    params: ofProject,
    scope: "read:surveys",
    tag,
    summary: "List a project's surveys",
    description: "The surveys of a project, newest first.",
    query: { list: surveys.surveyList },
    responses: {
      200: {
        description: "A page of surveys.",
        schema: () => pageSchema(surveySchema(), "Survey"),
        example: pageExample(surveySample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { project_id: projectId = "" } }) => surveys.listSurveys(ctx, projectId, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<Detail>({
    operationId: "getSurvey",
    method: "get",
    path: "/projects/{project_id}/surveys/{id}",
    params,
    scope: "read:surveys",
    tag,
    summary: "Get a survey",
    description: "A survey with its parcels and their courses, setbacks, easements, utilities, surfaces and findings.",
    responses: { 200: { description: "The survey.", schema: detailSchema, example: detailExample } },
    run: ({ ctx, params: { project_id: projectId = "", id = "" } }) => surveys.getSurvey(ctx, projectId, id),
    answer: (survey) => ({ status: 200, body: survey }),
  }),
  endpoint<string>({
    operationId: "getSurveyOverlay",
    method: "get",
    path: "/projects/{project_id}/surveys/{id}/overlay.svg",
    params,
    scope: "read:surveys",
    tag,
    summary: "Get a survey as an image",
    description:
      "The survey as SVG to lay over a site plan: north up, one unit a foot, its lower left corner at the survey's own. It holds lines alone, and no text of the file. What setbacks leave of the lot to build on is filled where it is known for each course of the lot.",
    responses: { 200: { description: "The image.", file: ["image/svg+xml"] } },
    run: async ({ ctx, params: { project_id: projectId = "", id = "" } }) =>
      await surveys.drawSurvey(ctx, projectId, id, await courseSetbacks(ctx, projectId, id)),
    answer: (svg) => new Response(svg, { headers: { "content-type": "image/svg+xml" } }),
  }),
  endpoint<void>({
    operationId: "deleteSurvey",
    method: "delete",
    path: "/projects/{project_id}/surveys/{id}",
    params,
    scope: "write:surveys",
    tag,
    summary: "Delete a survey",
    description:
      "Deletes what was read. The document stays; who deletes that deletes its surveys with it. Emits `survey.deleted`.",
    responses: { 204: { description: "It is deleted." } },
    run: ({ ctx, params: { project_id: projectId = "", id = "" } }) => surveys.deleteSurvey(ctx, projectId, id),
    answer: () => ({ status: 204 }),
  }),
];
