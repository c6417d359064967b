import { childrenOf, type Entity, writeScope } from "#models";
import * as records from "#modules/records";
import type { Context } from "../../../context";
import { endpoint } from "../../endpoint";
import { readTags } from "../../preconditions";
import { nounOf } from "./list";
import { collectionOf, idParam, operationId } from "./paths";

type Remove = (ctx: Context, id: string, options: Parameters<typeof records.removeRecord>[3]) => Promise<void>;

/** @param remove for an entity whose records have something outside the database */
export function removeEndpoint(
  entity: Entity,
  remove: Remove = (ctx, id, options) => records.removeRecord(ctx, entity, id, options),
) {
  const { path, params, parentParam } = collectionOf(entity);
  const embedded = childrenOf(entity)
    .map(({ parent }) => ` with its ${parent?.collection.replaceAll("_", " ") ?? ""}`)
    .join();
  return endpoint<void>({
    operationId: operationId("delete", entity),
    method: "delete",
    path: `${path}/{id}`,
    params: { ...params, ...idParam(entity) },
    scope: writeScope(entity),
    tag: entity.tag,
    summary: `Delete ${nounOf(entity)}`,
    description: `Deletes it${embedded}. While other records refer to it the answer is 409, and \`errors\` says which do. Emits \`${entity.name}.deleted\`.`,
    conditional: true,
    responses: { 204: { description: "Deleted." } },
    run: ({ ctx, request, params: { id = "", ...given } }) =>
      remove(ctx, id, {
        ifMatch: readTags(request, "if-match"),
        parentId: parentParam === undefined ? undefined : given[parentParam],
      }),
    answer: () => ({ status: 204 }),
  });
}
