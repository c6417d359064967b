import { type Entity, writeScope } from "#models";
import * as records from "#modules/records";
import { endpoint } from "../../endpoint";
import { readTags } from "../../preconditions";
import { nounOf } from "./list";
import { collectionOf, idParam, operationId } from "./paths";

export function removeEndpoint(entity: Entity) {
  const { path, params, parentParam } = collectionOf(entity);
  return endpoint<void>({
    operationId: operationId("delete", entity),
    method: "delete",
    path: `${path}/{id}`,
    params: { ...params, ...idParam(entity) },
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `Delete ${nounOf(entity)}`,
    description: `Deletes it with all that belongs to it. Refused with 409 while other records refer to it; \`errors\` says which. Emits \`${entity.name}.deleted\`.`,
    conditional: true,
    responses: { 204: { description: "Deleted." } },
    run: ({ ctx, request, params: { id = "", ...given } }) =>
      records.removeRecord(ctx, entity, id, {
        ifMatch: readTags(request, "if-match"),
        parentId: parentParam === undefined ? undefined : given[parentParam],
      }),
    answer: () => ({ status: 204 }),
  });
}
