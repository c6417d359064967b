import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, openObject } from "#models";
import * as links from "#modules/record-links";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { at, count, installParams, integrationTag as tag, maybeText, shortText } from "./schemas";

const CONFLICT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b64";
const VENDOR_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b65";
const LINK_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b66";
const CONTACT_ID = "3ec601ad-eddc-4ccb-a8ac-736e88293b1b";
const TIME = "2026-04-14T08:00:00.000Z";

const example = {
  id: CONFLICT_ID,
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

const linkExample = {
  id: LINK_ID,
  model: "contact",
  external_id: CONTACT_ID,
  entity: "vendor",
  record_id: VENDOR_ID,
  remote: { name: "Keys Concrete LLC", email: "office@example.com" },
  conflicts: 0,
  problem: null,
  updated_at: TIME,
};

const linkSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: LINK_ID }),
      model: shortText("Its kind at the other side.", "contact"),
      external_id: maybeText("Its id at the other side; null: it is not there yet.", CONTACT_ID, 300),
      entity: shortText("Its kind with us.", "vendor"),
      record_id: idSchema().nullable().openapi({ description: "Its id with us; null: unmatched.", example: VENDOR_ID }),
      remote: openObject(20).openapi({ description: "What the other side last told.", example: linkExample.remote }),
      conflicts: count("Fields that wait for a decision.", 0),
      problem: maybeText("Why it is not at both sides, where a rule of one of them does not allow it.", null),
      updated_at: at("When it last changed."),
    })
    .openapi("RecordLink", { description: "Which record at the other side is which record of yours." }),
);

export const conflictEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof links.listLinks>>, undefined, ListQuery>({
    operationId: "listRecordLinks",
    method: "get",
    path: "/installs/{id}/links",
    params: installParams,
    scope: "read:integrations",
    tag,
    summary: "List links",
    description:
      "Records at the other side that are kept like records of yours, both ways, and those for which no record of yours was found: their `record_id` is null.",
    query: { list: links.linkList },
    responses: {
      200: {
        description: "A page of links.",
        schema: () => pageSchema(linkSchema(), "RecordLink"),
        example: pageExample(linkExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => links.listLinks(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
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
  endpoint<links.Conflict, { keep: (typeof links.SIDES)[number] }>({
    operationId: "resolveSyncConflict",
    method: "post",
    path: "/installs/{id}/conflicts/{conflict_id}/resolve",
    params: { ...installParams, conflict_id: { description: "Id of the conflict.", example: CONFLICT_ID } },
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
