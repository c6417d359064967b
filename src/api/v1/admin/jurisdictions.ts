import type { ListQuery } from "#models";
import * as registry from "#modules/jurisdictions";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import {
  approvalExample,
  approvalSchema,
  rejectionSchema,
  REPORT_ID,
  reportExample,
  reportSchema,
} from "../permits/jurisdiction-schemas";

const tag = "Platform administration";
const params = { id: { description: "Id of the report.", example: REPORT_ID } };
const approved = { ...reportExample, status: "approved", decided_at: "2026-11-24T08:00:00.000Z" };
const rejected = { ...approved, status: "rejected", decision_note: "The portal is that of the county." };

type Page = Awaited<ReturnType<typeof registry.listReports>>;

export const adminJurisdictionEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<Page, undefined, ListQuery>({
    operationId: "listJurisdictionReports",
    caller: "platform_admin",
    method: "get",
    path: "/admin/jurisdiction-reports",
    tag,
    summary: "List reports of jurisdictions",
    description: "What builders say of the registry of jurisdictions, newest first unless sorted otherwise.",
    query: { list: registry.reportList },
    responses: {
      200: {
        description: "A page of reports.",
        schema: () => pageSchema(reportSchema(), "JurisdictionReport"),
        example: pageExample(reportExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => registry.listReports(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<registry.JurisdictionReport, { facts?: registry.FactChanges | undefined; note?: string | undefined }>({
    operationId: "approveJurisdictionReport",
    caller: "platform_admin",
    method: "post",
    path: "/admin/jurisdiction-reports/{id}/approve",
    params,
    tag,
    summary: "Take a report of a jurisdiction up",
    description:
      "Its facts, with those that are added here, are the registry's from now on, and count as verified. Who reported it is told.",
    body: { schema: approvalSchema, example: approvalExample, optional: true },
    responses: { 200: { description: "The report.", schema: reportSchema, example: approved } },
    run: ({ ctx, body, params: { id = "" } }) => registry.approveReport(ctx, id, body),
    answer: (report) => ({ status: 200, body: report }),
  }),
  userEndpoint<registry.JurisdictionReport, { note: string }>({
    operationId: "rejectJurisdictionReport",
    caller: "platform_admin",
    method: "post",
    path: "/admin/jurisdiction-reports/{id}/reject",
    params,
    tag,
    summary: "Do not take a report of a jurisdiction up",
    description: "The registry stays as it is. Who reported it is told why.",
    body: { schema: rejectionSchema, example: { note: rejected.decision_note } },
    responses: { 200: { description: "The report.", schema: reportSchema, example: rejected } },
    run: ({ ctx, body, params: { id = "" } }) => registry.rejectReport(ctx, id, body.note),
    answer: (report) => ({ status: 200, body: report }),
  }),
];
