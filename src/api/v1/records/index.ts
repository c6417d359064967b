import { documents, entities } from "#models";
import { deleteDocument } from "#modules/documents";
import type { AnyEndpoint } from "../../endpoint";
import { actionEndpoints } from "./actions";
import { bulkEndpoint } from "./bulk-create";
import { createEndpoint } from "./create";
import { getEndpoint } from "./get";
import { listEndpoint } from "./list";
import { removeEndpoint } from "./remove";
import { updateEndpoint } from "./update";

/** What every entity has, and the actions some have beside it. */
export const recordEndpoints: readonly AnyEndpoint[] = [
  ...Object.values(entities).flatMap((entity) => [
    listEndpoint(entity),
    createEndpoint(entity),
    ...(entity.parent ? [] : [bulkEndpoint(entity)]),
    getEndpoint(entity),
    updateEndpoint(entity),
    removeEndpoint(entity, entity === documents ? deleteDocument : undefined),
  ]),
  ...actionEndpoints,
];
