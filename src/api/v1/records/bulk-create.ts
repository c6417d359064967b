import { z } from "@hono/zod-openapi";
import {
  createSchema,
  detailSchema,
  type Entity,
  sampleInput,
  sampleOf,
  schemaName,
  spokenPlural,
  writeScope,
} from "#models";
import * as records from "#modules/records";
import { endpoint } from "../../endpoint";
import { check } from "../../read-body";
import { operationId, collectionOf } from "./paths";

const MOST = 100;

const bodySchema = (entity: Entity) =>
  z
    .strictObject({
      data: z
        .array(z.record(z.string().max(100), z.unknown()))
        .min(1)
        .max(MOST)
        .openapi({
          description: `1 to ${MOST} rows, each as a single create would take it. A row that breaks a rule does not keep the others from being created.`,
        }),
    })
    .openapi(`${schemaName(entity)}BulkCreate`);

const resultSchema = (entity: Entity) =>
  z
    .strictObject({
      data: z
        .array(
          z.strictObject({
            index: z
              .int()
              .min(0)
              .max(MOST)
              .openapi({ format: "int32", description: "Which row of the request.", example: 0 }),
            status: z.int().min(200).max(599).openapi({
              format: "int32",
              description: "The status a single create would have answered.",
              example: 201,
            }),
            record: detailSchema(entity).optional(),
            code: z
              .string()
              .max(60)
              .optional()
              .openapi({ description: "The kind of problem, when it was not created.", example: "invalid_request" }),
            errors: z
              .array(z.strictObject({ pointer: z.string().max(300), detail: z.string().max(1000) }))
              .max(1000)
              .optional()
              .openapi({ description: "What was wrong with the row, with pointers into it.", example: [] }),
          }),
        )
        .max(MOST),
      created: z.int().min(0).max(MOST).openapi({ format: "int32", description: "How many were created.", example: 1 }),
      failed: z.int().min(0).max(MOST).openapi({ format: "int32", description: "How many were not.", example: 0 }),
    })
    .openapi(`${schemaName(entity)}BulkResult`);

/** The per-row results of a bulk create. */
export function bulkEndpoint(entity: Entity) {
  return endpoint<records.RowResult[], { data: Record<string, unknown>[] }>({
    operationId: operationId("bulkCreate", entity, true),
    method: "post",
    path: `${collectionOf(entity).path}/bulk`,
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `Create up to ${MOST} ${spokenPlural(entity)}`,
    description: "Creates every row that can be created, all in one commit, and answers for each row by its index.",
    body: { schema: () => bodySchema(entity), example: { data: [sampleInput(entity)] } },
    idempotent: "tenant",
    responses: {
      200: {
        description: "What became of each row.",
        schema: () => resultSchema(entity),
        example: { data: [{ index: 0, status: 201, record: sampleOf(entity, true) }], created: 1, failed: 0 },
      },
    },
    run: ({ ctx, body }) => {
      const schema = createSchema(entity);
      const rows = body.data.map((row) => {
        const result = check(schema, row);
        return result.ok ? { input: result.value } : { faults: result.faults };
      });
      return records.bulkCreate(ctx, entity, rows);
    },
    answer: (rows) => {
      const created = rows.filter(({ status }) => status === 201).length;
      return { status: 200, body: { data: rows, created, failed: rows.length - created } };
    },
  });
}
