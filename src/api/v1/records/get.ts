import { childrenOf, detailSchema, type Entity, readScope, sampleOf, spoken } from "#models";
import * as records from "#modules/records";
import { endpoint } from "../../endpoint";
import { etagOf, readTags } from "../../preconditions";
import { nounOf } from "./list";
import { collectionOf, idParam, operationId } from "./paths";

export function getEndpoint(entity: Entity) {
  const { path, params, parentParam } = collectionOf(entity);
  const [child] = childrenOf(entity);
  const embeds = child?.parent ? ` All its ${child.parent.collection.replaceAll("_", " ")} come with it.` : "";
  return endpoint<records.Stored>({
    operationId: operationId("get", entity),
    method: "get",
    path: `${path}/{id}`,
    params: { ...params, ...idParam(entity) },
    scope: readScope(entity),
    tag: entity.tag,
    summary: `Get ${nounOf(entity)}`,
    description: `One ${spoken(entity)} by its id.${embeds}`,
    responses: {
      200: {
        description: `The ${spoken(entity)}.`,
        schema: () => detailSchema(entity),
        get example() {
          return sampleOf(entity, true);
        },
        headers: ["ETag"],
      },
      304: { description: "It still has the version that `If-None-Match` names.", headers: ["ETag"] },
    },
    run: async ({ ctx, params: { id = "", ...given } }) => {
      if (parentParam === undefined) return await records.getRecord(ctx, entity, id);
      return await records.findRecord(ctx, entity, id, given[parentParam]);
    },
    answer: ({ record, version }, { request }) => {
      const known = readTags(request, "if-none-match");
      if (known === "*" || known?.includes(version))
        return new Response(null, { status: 304, headers: { etag: etagOf(version) } });
      return { status: 200, body: record, version };
    },
  });
}
