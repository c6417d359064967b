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
import { validate } from "../../../errors";
import { endpoint } from "../../endpoint";
import { problemSchema } from "../../problem";
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
          description: `From 1 to ${MOST} rows, each as the request that creates one takes it. A row that is refused does not keep the others from being created.`,
          items: { $ref: `#/components/schemas/${schemaName(entity)}Create` },
          example: [sampleInput(entity, true)],
        }),
    })
    .openapi(`${schemaName(entity)}BulkCreate`, { description: `Several ${spokenPlural(entity)} to create.` });

const counted = (description: string, example: number) =>
  z.int().min(0).max(MOST).openapi({ format: "int32", description, example });

const rowSchema = (entity: Entity) =>
  z
    .object({
      index: counted("Which row of the request, from 0.", 0),
      status: z.int().min(200).max(599).openapi({
        format: "int32",
        description: "The status that creating this row alone would have had.",
        example: 201,
      }),
      record: detailSchema(entity).optional(),
      code: problemSchema().shape.code.optional().openapi({
        description: "The kind of problem; only when the row was refused.",
        example: "already_exists",
      }),
      errors: problemSchema().shape.errors.optional().openapi({
        description: "What is wrong with the row, with pointers into it; only when it was refused.",
        example: [],
      }),
    })
    .openapi(`${schemaName(entity)}BulkRow`, { description: "What became of a row." });

const resultSchema = (entity: Entity) =>
  z
    .object({
      data: z
        .array(rowSchema(entity))
        .max(MOST)
        .openapi({
          description: "What became of each row, in the order of the rows.",
          example: [{ index: 0, status: 201, record: sampleOf(entity, true) }],
        }),
      created: counted("How many were created.", 1),
      failed: counted("How many were refused.", 0),
    })
    .openapi(`${schemaName(entity)}BulkResult`, { description: "What became of each row of a bulk request." });

/** The per-row results of a bulk create. */
export function bulkEndpoint(entity: Entity) {
  return endpoint<records.RowResult[], { data: Record<string, unknown>[] }>({
    operationId: operationId("bulkCreate", entity, true),
    method: "post",
    path: `${collectionOf(entity).path}/bulk`,
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `Create up to ${MOST} ${spokenPlural(entity)}`,
    description: `Creates every row that can be created, all in one commit, and says of each what became of it. Emits \`${entity.name}.created\` for each that was created.`,
    body: { schema: () => bodySchema(entity), example: { data: [sampleInput(entity, true)] } },
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
        const result = validate(schema, row);
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
