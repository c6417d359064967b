import { z } from "@hono/zod-openapi";
import type { ListQuery } from "#models";
import * as incidents from "#modules/incidents";
import * as reviews from "#modules/integration-reviews";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { hideSchema, moderatedExample, moderatedSchema, REVIEW_ID, said } from "../marketplace/review-schemas";
import { incidentExample, incidentSchema } from "../marketplace/incident-schemas";

const tag = "Platform administration";
const params = { id: { description: "Id of the review.", example: REVIEW_ID } };
const one = {
  200: { description: "The review.", schema: moderatedSchema, example: moderatedExample },
} as const;

/** Something an admin does with a review that needs no words. */
const decide = (
  operationId: string,
  verb: string,
  [summary, description]: readonly [string, string],
  run: typeof reviews.restoreReview,
): AnyEndpoint =>
  userEndpoint<reviews.ModeratedReview>({
    operationId,
    caller: "platform_admin",
    method: "post",
    path: `/admin/integration-reviews/{id}/${verb}`,
    params,
    tag,
    summary,
    description,
    responses: one,
    run: ({ ctx, params: { id = "" } }) => run(ctx, id),
    answer: (review) => ({ status: 200, body: review }),
  });

export const directoryEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<Awaited<ReturnType<typeof reviews.listModerated>>, undefined, ListQuery>({
    operationId: "listModeratedIntegrationReviews",
    caller: "platform_admin",
    method: "get",
    path: "/admin/integration-reviews",
    tag,
    summary: "List reviews to moderate",
    description: "Reviews of all integrations, newest first; `is_reported=true` shows those that wait for a decision.",
    query: { list: reviews.moderationList },
    responses: {
      200: {
        description: "A page of reviews.",
        schema: () => pageSchema(moderatedSchema(), "ModeratedIntegrationReview"),
        example: pageExample(moderatedExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => reviews.listModerated(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<reviews.ModeratedReview, { reason: string }>({
    operationId: "hideIntegrationReview",
    caller: "platform_admin",
    method: "post",
    path: "/admin/integration-reviews/{id}/hide",
    params,
    tag,
    summary: "Hide a review",
    description: "Nobody sees it and it counts in no rating. Who wrote it is told why; the audit log says who decided.",
    body: { schema: hideSchema, example: { reason: "It names a private person." } },
    responses: one,
    run: ({ ctx, body, params: { id = "" } }) => reviews.hideReview(ctx, id, body.reason),
    answer: (review) => ({ status: 200, body: review }),
  }),
  decide(
    "restoreIntegrationReview",
    "restore",
    ["Restore a review", "Shows a hidden review again, and counts it."],
    reviews.restoreReview,
  ),
  decide(
    "dismissIntegrationReviewReports",
    "dismiss-reports",
    ["Dismiss a review's reports", "Leaves the review as it is; its reports are dealt with."],
    reviews.dismissReports,
  ),
  userEndpoint<incidents.PublicIncident, { body: string }>({
    operationId: "addIncidentUpdate",
    caller: "platform_admin",
    method: "post",
    path: "/admin/incidents/{id}/updates",
    params: { id: { description: "Id of the incident.", example: incidentExample.id } },
    tag,
    summary: "Tell news of an incident",
    description: "Everybody sees it on the listing, also after the incident was closed.",
    body: {
      schema: () =>
        z
          .strictObject({
            body: said(2000, "What is known.", "Xero has confirmed the fault."),
          })
          .openapi("IncidentUpdateCreate", { description: "News of an incident." }),
      example: { body: "Xero has confirmed the fault." },
    },
    idempotent: "platform",
    responses: {
      201: { description: "The incident with its news.", schema: incidentSchema, example: incidentExample },
    },
    run: ({ ctx, body, params: { id = "" } }) => incidents.addUpdate(ctx, id, body.body),
    answer: (incident) => ({ status: 201, body: incident }),
  }),
];
