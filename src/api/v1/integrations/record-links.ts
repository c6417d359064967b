import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, openObject } from "#models";
import * as links from "#modules/record-links";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { at, count, installParams, integrationTag as tag, maybeAt, maybeText, shortText } from "./schemas";

export const LINK_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b66";
export const VENDOR_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b65";
export const CONTACT_ID = "3ec601ad-eddc-4ccb-a8ac-736e88293b1b";
const TIME = "2026-04-14T08:00:00.000Z";
const FIELDS = { name: "Keys Concrete LLC", email: "office@example.com" };

const example = {
  id: LINK_ID,
  model: "contact",
  state: "linked",
  external_id: CONTACT_ID,
  entity: "vendor",
  record_id: VENDOR_ID,
  local: FIELDS,
  local_changed_at: TIME,
  remote: FIELDS,
  remote_changed_at: TIME,
  conflicts: 0,
  problem: null,
  updated_at: TIME,
};

const schema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: LINK_ID }),
      model: shortText("Its kind at the other side.", "contact"),
      state: z.enum(links.LINK_STATES).openapi({
        description:
          "How the two sides stand. `conflict`: fields of it wait for a decision. `unmatched`: it is no record of yours. `unwritten`: it is not at the other side yet.",
        example: "linked",
      }),
      external_id: maybeText("Its id at the other side; null: it is not there yet.", CONTACT_ID, 300),
      entity: shortText("Its kind with us.", "vendor"),
      record_id: idSchema().nullable().openapi({ description: "Its id with us; null: unmatched.", example: VENDOR_ID }),
      local: openObject(20).nullable().openapi({
        description: "What yours says of itself, in the names of `remote`; null: there is none.",
        example: FIELDS,
      }),
      local_changed_at: maybeAt("When yours last changed."),
      remote: openObject(20).openapi({ description: "What the other side last told.", example: FIELDS }),
      remote_changed_at: maybeAt("When it was so there; null: the other side has not told of it yet."),
      conflicts: count("Fields that wait for a decision.", 0),
      problem: maybeText("Why it is not at both sides, where a rule of one of them does not allow it.", null),
      updated_at: at("When the link last changed."),
    })
    .openapi("RecordLink", { description: "Which record at the other side is which record of yours." }),
);

export const recordLinkEndpoints: readonly AnyEndpoint[] = [
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
        schema: () => pageSchema(schema(), "RecordLink"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => links.listLinks(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<links.RecordLink>({
    operationId: "getRecordLink",
    method: "get",
    path: "/installs/{id}/links/{link_id}",
    params: { ...installParams, link_id: { description: "Id of the link.", example: LINK_ID } },
    scope: "read:integrations",
    tag,
    summary: "Get a link",
    description: "One record at the other side, and the record of yours that it is.",
    responses: { 200: { description: "The link.", schema, example } },
    run: ({ ctx, params: { id = "", link_id: linkId = "" } }) => links.getLink(ctx, id, linkId),
    answer: (link) => ({ status: 200, body: link }),
  }),
];
