import { type Entity, resourceSchema, sampleOf, samplePatch, spoken, updateSchema, writeScope } from "#models";
import * as records from "#modules/records";
import { endpoint } from "../../endpoint";
import { readTags } from "../../preconditions";
import { nounOf } from "./list";
import { collectionOf, idParam, operationId } from "./paths";

export function updateEndpoint(entity: Entity) {
  const { path, params, parentParam } = collectionOf(entity);
  return endpoint<records.Stored, Record<string, unknown>>({
    operationId: operationId("update", entity),
    method: "patch",
    path: `${path}/{id}`,
    params: { ...params, ...idParam(entity) },
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `Update ${nounOf(entity)}`,
    description: `Changes the fields that are sent (a JSON merge-patch, RFC 7396): what is left out stays, null empties a field. Emits \`${entity.name}.updated\` with the former values; a request that changes nothing emits nothing.`,
    body: {
      schema: () => updateSchema(entity),
      get example() {
        return samplePatch(entity);
      },
      mergePatch: true,
    },
    conditional: true,
    responses: {
      200: {
        description: `The ${spoken(entity)} as it stands now.`,
        schema: () => resourceSchema(entity),
        get example() {
          return sampleOf(entity);
        },
        headers: ["ETag"],
      },
    },
    run: ({ ctx, body, request, params: { id = "", ...given } }) =>
      records.updateRecordFields(ctx, entity, id, body, {
        ifMatch: readTags(request, "if-match"),
        parentId: parentParam === undefined ? undefined : given[parentParam],
      }),
    answer: ({ record, version }) => ({ status: 200, body: record, version }),
  });
}
