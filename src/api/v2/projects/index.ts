import { listableOf, type ListQuery, projects, createSchema, updateSchema } from "#models";
import * as records from "#modules/records";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import { checked } from "../../read-body";
import { fromV2, projectCreateSchema, projectExample, projectSchema, projectUpdateSchema, toV2 } from "./shape";

const tag = "Projects";
const params = { id: { description: "Id of the project.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01" } };
const one = {
  description: "The project.",
  schema: () => projectSchema,
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
    description: "A page of projects in the shape of version 2.",
    query: { list: listableOf(projects) },
    responses: {
      200: {
        description: "A page of projects.",
        schema: () => pageSchema(projectSchema, "ProjectV2"),
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
    description: "Creates a project from the shape of version 2.",
    body: {
      schema: () => projectCreateSchema,
      example: {
        code: "AMI-103",
        name: "Ortiz residence",
        site: { city: "Key Largo", state: "FL" },
        contract: { amount_cents: 125000000 },
      },
    },
    idempotent: "tenant",
    responses: { 201: { ...one, description: "The project as created.", headers: ["ETag", "Location"] } },
    run: ({ ctx, body }) => records.createRecord(ctx, projects, checked(createSchema(projects), fromV2(body))),
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
    description: "One project by its id, in the shape of version 2.",
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
    description: "A JSON merge-patch (RFC 7396), also of the objects within.",
    body: {
      schema: () => projectUpdateSchema,
      example: { status: "active", contract: { amount_cents: 126000000 } },
      mergePatch: true,
    },
    conditional: true,
    responses: { 200: one },
    run: ({ ctx, body, request, params: { id = "" } }) =>
      records.updateRecordFields(ctx, projects, id, checked(updateSchema(projects), fromV2(body)), {
        ifMatch: readTags(request, "if-match"),
      }),
    answer: ({ record, version }) => ({ status: 200, body: toV2(record), version }),
  }),
];
