import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery } from "#models";
import * as links from "#modules/record-links";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { CONTACT_ID, LINK_ID, VENDOR_ID } from "./record-links";
import { at, installParams, integrationTag as tag, maybeText, shortText } from "./schemas";

const CONFLICT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b64";
const TIME = "2026-04-14T08:00:00.000Z";
const params = { ...installParams, conflict_id: { description: "Id of the conflict.", example: CONFLICT_ID } };

const example = {
  id: CONFLICT_ID,
  link_id: LINK_ID,
  model: "contact",
  external_id: CONTACT_ID,
  entity: "vendor",
  record_id: VENDOR_ID,
  field: "email",
  base: "office@example.com",
  local: "ray@example.com",
  remote: "bills@example.com",
  reason: null,
  status: "open",
  kept: null,
  decided_by: null,
  created_at: TIME,
  updated_at: TIME,
};

/** The lines of a bill are one value. */
const LONGEST = 200_000;

const side = () => z.enum(links.SIDES);

const schema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: CONFLICT_ID }),
      link_id: idSchema().openapi({ description: "The link of the two records.", example: LINK_ID }),
      model: shortText("Its kind at the other side.", "contact"),
      external_id: shortText("Its id at the other side.", CONTACT_ID, 300),
      entity: shortText("Its kind with us.", "vendor"),
      record_id: idSchema().openapi({ description: "Its id with us.", example: VENDOR_ID }),
      field: shortText("The field that both sides have changed.", "email"),
      base: maybeText("What both sides last agreed on.", "office@example.com", LONGEST),
      local: maybeText("What it is with us.", "ray@example.com", LONGEST),
      remote: maybeText("What it is at the other side.", "bills@example.com", LONGEST),
      reason: maybeText("Why one side refuses the other's change; null where both have changed it.", null),
      status: z.enum(["open", "resolved"]).openapi({
        description: "An open one waits for a decision, and both sides stay as they are.",
        example: "open",
      }),
      kept: side().nullable().openapi({
        description: "The side that was decided for; null where both came to agree by themselves.",
        example: null,
      }),
      decided_by: maybeText("Id of the member, key or application that decided.", null, 100),
      created_at: at("When it was found."),
      updated_at: at("When it last changed."),
    })
    .openapi("SyncConflict", {
      description:
        "A field that both sides have changed, each in its own way, or of which one side refuses the other's change.",
    }),
);

export const conflictEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof links.listConflicts>>, undefined, ListQuery>({
    operationId: "listSyncConflicts",
    method: "get",
    path: "/installs/{id}/conflicts",
    params: installParams,
    scope: "read:integrations",
    tag,
    summary: "List conflicts",
    description:
      "Fields that both sides have changed since they last agreed, each in its own way, and those of which one side refuses what the other has: `reason` says why.",
    query: { list: links.conflictList },
    responses: {
      200: {
        description: "A page of conflicts.",
        schema: () => pageSchema(schema(), "SyncConflict"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => links.listConflicts(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<links.Conflict>({
    operationId: "getSyncConflict",
    method: "get",
    path: "/installs/{id}/conflicts/{conflict_id}",
    params,
    scope: "read:integrations",
    tag,
    summary: "Get a conflict",
    description: "One field in which a record of yours and one at the other side differ.",
    responses: { 200: { description: "The conflict.", schema, example } },
    run: ({ ctx, params: { id = "", conflict_id: conflictId = "" } }) => links.getConflict(ctx, id, conflictId),
    answer: (conflict) => ({ status: 200, body: conflict }),
  }),
  endpoint<links.Conflict, { keep: (typeof links.SIDES)[number] }>({
    operationId: "resolveSyncConflict",
    method: "post",
    path: "/installs/{id}/conflicts/{conflict_id}/resolve",
    params,
    scope: "write:integrations",
    tag,
    summary: "Resolve a conflict",
    description:
      "Keeps the value of one side. Yours is written to the other side as soon as that works; that of the other side becomes yours at once.",
    body: {
      schema: () =>
        z
          .strictObject({ keep: side().openapi({ description: "The side that is kept.", example: "remote" }) })
          .openapi("SyncConflictResolve", { description: "Which side is kept." }),
      example: { keep: "remote" },
    },
    idempotent: "tenant",
    responses: {
      200: { description: "The conflict.", schema, example: { ...example, status: "resolved", kept: "remote" } },
    },
    run: ({ ctx, body, params: { id = "", conflict_id: conflictId = "" } }) =>
      links.resolveConflict(ctx, id, conflictId, body.keep),
    answer: (conflict) => ({ status: 200, body: conflict }),
  }),
];
