import { listableOf, type ListQuery, projects, sampleId } from "#models";
import * as records from "#modules/records";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import {
  fromV2,
  projectCreateSchema,
  projectExample,
  projectInputExample,
  projectSchema,
  projectUpdateSchema,
  toV2,
  withPointers,
} from "./shape";

const tag = "Projects";
const params = { id: { description: "Id of the project.", example: sampleId(projects) } };
const one = {
  description: "The project.",
  schema: projectSchema,
  example: projectExample,
  headers: ["ETag" as const],
};
type Input = Record<string, unknown>;

export const projectEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof records.listRecords>>, undefined, ListQuery>({
    operationId: "listProjects",
    method: "get",
    path: "/projects",
    scope: "read:projects",
    tag,
    summary: "List projects",
    description: "The builder's projects, newest first unless sorted otherwise.",
    query: { list: listableOf(projects) },
    responses: {
      200: {
        description: "A page of projects.",
        schema: () => pageSchema(projectSchema(), "Project"),
        example: pageExample(projectExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => records.listRecords(ctx, projects, query),
    answer: (page, { request }) => pageAnswer(page, request, toV2),
  }),
  endpoint<records.AnyRecord, Input>({
    operationId: "createProject",
    method: "post",
    path: "/projects",
    scope: "write:projects",
    tag,
    summary: "Create a project",
    description:
      "Creates a project: a house or renovation under contract, from lead to warranty. Emits `project.created`, in the shape of v1. With an `Idempotency-Key` the request can be repeated safely.",
    body: {
      schema: projectCreateSchema,
      example: projectInputExample,
    },
    idempotent: "tenant",
    responses: { 201: { ...one, description: "The project as created.", headers: ["ETag", "Location"] } },
    run: ({ ctx, body }) => withPointers(records.createRecord(ctx, projects, fromV2(body))),
    answer: (record) => ({ status: 201, body: toV2(record), version: 1, location: `/api/v2/projects/${record.id}` }),
  }),
  endpoint<records.Stored>({
    operationId: "getProject",
    method: "get",
    path: "/projects/{id}",
    params,
    scope: "read:projects",
    tag,
    summary: "Get a project",
    description: "One project by its id.",
    responses: { 200: one },
    run: ({ ctx, params: { id = "" } }) => records.getRecord(ctx, projects, id),
    answer: ({ record, version }) => ({ status: 200, body: toV2(record), version }),
  }),
  endpoint<records.Stored, Input>({
    operationId: "updateProject",
    method: "patch",
    path: "/projects/{id}",
    params,
    scope: "write:projects",
    tag,
    summary: "Update a project",
    description:
      "Changes the fields that are sent (a JSON merge-patch, RFC 7396): what is left out stays, also within the objects; null empties a field. Emits `project.updated`, in the shape of v1.",
    body: {
      schema: projectUpdateSchema,
      example: { status: "active", contract: { amount_cents: 126000000 } },
      mergePatch: true,
    },
    conditional: true,
    responses: { 200: one },
    run: ({ ctx, body, request, params: { id = "" } }) =>
      withPointers(
        records.updateRecordFields(ctx, projects, id, fromV2(body), { ifMatch: readTags(request, "if-match") }),
      ),
    answer: ({ record, version }) => ({ status: 200, body: toV2(record), version }),
  }),
];
