import type { ListQuery } from "#models";
import * as registry from "#modules/jurisdictions";
import { listJurisdictionCalls } from "#modules/permits";
import { callList } from "#modules/upstream";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { callExample, callSchema } from "../integrations/schemas";
import {
  jurisdictionExample,
  jurisdictionParams as params,
  jurisdictionSchema,
  reportExample,
  reportInputExample,
  reportInputSchema,
  reportSchema,
} from "./jurisdiction-schemas";

const tag = "Jurisdictions";

export const jurisdictionEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof registry.listJurisdictions>>, undefined, ListQuery>({
    operationId: "listJurisdictions",
    method: "get",
    path: "/jurisdictions",
    scope: "read:permits",
    tag,
    summary: "List jurisdictions",
    description:
      "The registry of who decides on building permits where, by name: the software they take applications with, their portal, and whether applications can be filed from here. Builders add to it by reports.",
    query: { list: registry.jurisdictionList },
    responses: {
      200: {
        description: "A page of jurisdictions.",
        schema: () => pageSchema(jurisdictionSchema(), "Jurisdiction"),
        example: pageExample(jurisdictionExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => registry.listJurisdictions(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<registry.JurisdictionReport, registry.ReportInput>({
    operationId: "reportJurisdiction",
    method: "post",
    path: "/jurisdictions",
    scope: "write:permits",
    tag,
    summary: "Report a jurisdiction",
    description:
      "Tells of a jurisdiction that the registry has not, or of which it is wrong: its portal has changed, its interface is down, filing does not work. The platform decides on it, and tells who reported it.",
    body: { schema: reportInputSchema, example: reportInputExample },
    idempotent: "platform",
    responses: { 201: { description: "The report.", schema: reportSchema, example: reportExample } },
    run: ({ ctx, body }) => registry.reportJurisdiction(ctx, body),
    answer: (report) => ({ status: 201, body: report }),
  }),
  endpoint<registry.Jurisdiction>({
    operationId: "getJurisdiction",
    method: "get",
    path: "/jurisdictions/{id}",
    params,
    scope: "read:permits",
    tag,
    summary: "Get a jurisdiction",
    description: "One jurisdiction of the registry.",
    responses: { 200: { description: "It.", schema: jurisdictionSchema, example: jurisdictionExample } },
    run: ({ ctx, params: { id = "" } }) => registry.getJurisdiction(ctx, id),
    answer: (found) => ({ status: 200, body: found }),
  }),
  endpoint<Awaited<ReturnType<typeof listJurisdictionCalls>>, undefined, ListQuery>({
    operationId: "listJurisdictionCalls",
    method: "get",
    path: "/jurisdictions/{id}/calls",
    params,
    scope: "read:integrations",
    tag,
    summary: "List requests to a jurisdiction",
    description:
      "Every request that this builder's install has made to the jurisdiction's system in the last 14 days, with how it went: for finding out what is wrong with one jurisdiction.",
    query: { list: callList },
    responses: {
      200: {
        description: "A page of requests.",
        schema: () => pageSchema(callSchema(), "UpstreamCall"),
        example: pageExample(callExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => listJurisdictionCalls(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
];
