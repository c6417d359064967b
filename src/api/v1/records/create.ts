import { createSchema, detailSchema, type Entity, sampleInput, sampleOf, spoken, writeScope } from "#models";
import * as records from "#modules/records";
import { endpoint } from "../../endpoint";
import { nounOf } from "./list";
import { collectionOf, operationId } from "./paths";

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export function createEndpoint(entity: Entity) {
  const { path, params, parentParam } = collectionOf(entity);
  return endpoint<records.AnyRecord, Record<string, unknown>>({
    operationId: operationId("create", entity),
    method: "post",
    path,
    params,
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `Create ${nounOf(entity)}`,
    description: `Creates ${nounOf(entity)}: ${lowerFirst(entity.description)} Emits \`${entity.name}.created\`. With an \`Idempotency-Key\` the request can be repeated safely.`,
    body: {
      schema: () => createSchema(entity),
      get example() {
        return sampleInput(entity, true);
      },
    },
    idempotent: "tenant",
    responses: {
      201: {
        description: `The ${spoken(entity)} as created.`,
        schema: () => detailSchema(entity),
        get example() {
          return sampleOf(entity, true);
        },
        headers: ["ETag", "Location"],
      },
    },
    run: ({ ctx, body, params: given }) =>
      records.createRecord(
        ctx,
        entity,
        parentParam === undefined ? body : { ...body, [parentParam]: given[parentParam] },
      ),
    answer: (record, { request }) => ({
      status: 201,
      body: record,
      version: 1,
      location: `${new URL(request.url).pathname}/${record.id}`,
    }),
  });
}
