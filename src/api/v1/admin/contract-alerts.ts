import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import type { ListQuery } from "#models";
import * as alerts from "#modules/contract-alerts";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { at, count, maybeAt, maybeText, shortText } from "../integrations/schemas";

const ALERT = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b72";
const tag = "Platform administration";

const difference = { path: "/Invoices/*/Total", expected: "number", received: "string" };
const example = {
  id: ALERT,
  slug: "xero",
  integration_name: "Xero",
  version: "v2",
  endpoint: "listInvoices",
  day: "2026-04-14",
  differences: [difference],
  calls: 12,
  installs: 3,
  is_open: true,
  first_at: "2026-04-14T08:00:00.000Z",
  last_at: "2026-04-14T09:00:00.000Z",
  resolved_at: null,
  resolved_by: null,
};

const differenceSchema = once(() =>
  z.object({
    path: shortText(
      "Where, as a JSON Pointer; `*` is any place in a list, and an empty one the whole.",
      difference.path,
      200,
    ),
    expected: shortText("What the connector expects there.", difference.expected, 200),
    received: shortText("What kind of value came instead; never the value itself.", difference.received, 200),
  }),
);

const schema = once(() =>
  z
    .object({
      id: shortText("Identifier.", ALERT, 36),
      slug: shortText("The integration.", "xero"),
      integration_name: shortText("What it is called.", "Xero"),
      version: shortText("The version of its connector.", "v2"),
      endpoint: shortText(
        "What was asked, in the connector's words; or the sync whose records do not fit.",
        "listInvoices",
      ),
      day: z.string().max(10).openapi({ format: "date", description: "The day, UTC.", example: "2026-04-14" }),
      differences: z
        .array(differenceSchema())
        .max(20)
        .openapi({ description: "How the first answer differs.", example: [difference] }),
      calls: count("How often that day.", 12),
      installs: count("How many installs it has happened to that day.", 3),
      is_open: z.boolean().openapi({ description: "Whether nobody has dealt with it.", example: true }),
      first_at: at("When it first happened that day."),
      last_at: at("When it last happened that day."),
      resolved_at: maybeAt("When somebody dealt with it.", null),
      resolved_by: maybeText("The admin who did.", null, 36),
    })
    .openapi("ContractAlert", { description: "Answers of a service that no longer fit what its connector expects." }),
);

export const contractAlertEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<Awaited<ReturnType<typeof alerts.listAlerts>>, undefined, ListQuery>({
    operationId: "listContractAlerts",
    caller: "platform_admin",
    method: "get",
    path: "/admin/contract-alerts",
    tag,
    summary: "List contract alerts",
    description:
      "Where services answer otherwise than their connectors expect, once an endpoint and day, newest first, with how many installs are affected. Admins are told of each within minutes, on the site and by mail.",
    query: { list: alerts.alertList },
    responses: {
      200: {
        description: "A page of alerts.",
        schema: () => pageSchema(schema(), "ContractAlert"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => alerts.listAlerts(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<alerts.ContractAlert>({
    operationId: "resolveContractAlert",
    caller: "platform_admin",
    method: "post",
    path: "/admin/contract-alerts/{id}/resolve",
    params: { id: { description: "Id of the alert.", example: ALERT } },
    tag,
    summary: "Resolve a contract alert",
    description: "Somebody has dealt with it. If it happens again that day it is open again.",
    responses: { 200: { description: "The alert.", schema: schema, example } },
    run: ({ ctx, params: { id = "" } }) => alerts.resolveAlert(ctx, id),
    answer: (alert) => ({ status: 200, body: alert }),
  }),
];
