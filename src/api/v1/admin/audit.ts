import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, openObject } from "#models";
import { auditList, listLog } from "#modules/audit";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { at, maybeText, shortText } from "../integrations/schemas";

const ACTOR = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b71";

const example = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e21",
  actor_id: ACTOR,
  actor_name: "Martin Brody",
  action: "integration.killed",
  subject_type: "integration",
  subject_id: "noaa-weather",
  subject_name: "NOAA Weather",
  detail: { reason: "It sends wrong data." },
  created_at: "2026-11-24T08:00:00.000Z",
};

const schema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: example.id }),
      actor_id: idSchema()
        .nullable()
        .openapi({ description: "Who did it; null for the platform itself.", example: ACTOR }),
      actor_name: maybeText("Their name, while they have an account.", example.actor_name, 200),
      action: shortText("What was done.", example.action, 60),
      subject_type: shortText("To what kind of thing.", example.subject_type, 60),
      subject_id: shortText("To which.", example.subject_id),
      subject_name: maybeText("What it is called, as far as that is known.", example.subject_name, 300),
      detail: openObject().openapi({ description: "How, and why.", example: example.detail }),
      created_at: at("When it was done."),
    })
    .openapi("AuditLogEntry", { description: "A line of the audit log of the whole platform." }),
);

export const auditEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<Awaited<ReturnType<typeof listLog>>, undefined, ListQuery>({
    operationId: "listAuditLog",
    caller: "platform_admin",
    method: "get",
    path: "/admin/audit",
    tag: "Platform administration",
    summary: "List the audit log",
    description: "What people decided on this platform, newest first. Lines are added and never changed.",
    query: { list: auditList },
    responses: {
      200: {
        description: "A page of the log.",
        schema: () => pageSchema(schema(), "AuditLogEntry"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => listLog(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
];
