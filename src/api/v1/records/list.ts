import {
  type Entity,
  listableOf,
  type ListQuery,
  readScope,
  resourceSchema,
  sampleOf,
  schemaName,
  spoken,
  spokenPlural,
} from "#models";
import * as records from "#modules/records";
import { endpoint } from "../../endpoint";
import { pageAnswerOfJson, pageExample, pageSchema } from "../../lists";
import { collectionOf, operationId } from "./paths";

export function listEndpoint(entity: Entity) {
  const { path, params, parentParam } = collectionOf(entity);
  return endpoint<Awaited<ReturnType<typeof records.listRecordsAsJson>>, undefined, ListQuery>({
    operationId: operationId("list", entity, true),
    method: "get",
    path,
    params,
    scope: readScope(entity),
    tag: entity.tag,
    summary: `List ${spokenPlural(entity)}`,
    description: entity.parent
      ? `The ${spokenPlural(entity)} of one ${entity.parent.entity.replaceAll("_", " ")}, in the order of their creation.`
      : `The builder's ${spokenPlural(entity)}, newest first unless sorted otherwise.`,
    query: { list: listableOf(entity) },
    responses: {
      200: {
        description: `A page of ${spokenPlural(entity)}.`,
        schema: () => pageSchema(resourceSchema(entity), schemaName(entity)),
        get example() {
          return pageExample(sampleOf(entity));
        },
        headers: ["Link"],
      },
    },
    run: async ({ ctx, query, params: given }) => {
      const parentId = parentParam === undefined ? undefined : given[parentParam];
      if (entity.parent && parentId !== undefined) await records.requireParent(ctx, entity, parentId);
      return await records.listRecordsAsJson(ctx, entity, query, parentId);
    },
    answer: (page, { request }) => pageAnswerOfJson(page, request),
  });
}

export const nounOf = (entity: Entity): string => `${entity.article} ${spoken(entity)}`;
