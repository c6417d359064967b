import * as reviews from "#modules/integration-reviews";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { answerSchema, reportSchema, REVIEW_ID, reviewExample, reviewSchema } from "./review-schemas";
import { params as slugParams, tag } from "./fields";

const params = { ...slugParams, id: { description: "Id of the review.", example: REVIEW_ID } };
const path = "/marketplace/integrations/{slug}/reviews/{id}/answer";

/** What others do with a review. */
export const answerEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<reviews.IntegrationReview, { body: string }>({
    operationId: "answerIntegrationReview",
    caller: "user",
    method: "put",
    path,
    params,
    conflictFree: true,
    tag,
    summary: "Answer a review",
    description:
      "Publishes an answer below the review, or another in its place. For the integration's developer; for the platform's own integrations, platform admins. Who wrote the review is told.",
    body: { schema: answerSchema, example: { body: "Thank you. Purchase orders come next." } },
    responses: {
      200: {
        description: "The review with its answer.",
        schema: reviewSchema,
        example: { ...reviewExample, answer: "Thank you.", answered_at: "2026-11-25T08:00:00.000Z" },
      },
    },
    run: ({ ctx, body, params: { slug = "", id = "" } }) => reviews.answerReview(ctx, slug, id, body.body),
    answer: (review) => ({ status: 200, body: review }),
  }),
  userEndpoint<void>({
    operationId: "withdrawIntegrationReviewAnswer",
    caller: "user",
    method: "delete",
    path,
    params,
    conflictFree: true,
    tag,
    summary: "Withdraw an answer",
    description: "Takes the answer to a review back.",
    responses: { 204: { description: "There is no answer." } },
    run: ({ ctx, params: { slug = "", id = "" } }) => reviews.withdrawAnswer(ctx, slug, id),
    answer: () => ({ status: 204 }),
  }),
  userEndpoint<void, reviews.Report>({
    operationId: "reportIntegrationReview",
    caller: "user",
    method: "post",
    path: "/marketplace/integrations/{slug}/reviews/{id}/report",
    params,
    conflictFree: true,
    tag,
    summary: "Report a review",
    description: "Asks the platform to look at it. A second report of the same person changes nothing.",
    body: { schema: reportSchema, example: { reason: "spam" } },
    responses: { 204: { description: "Reported." } },
    run: ({ ctx, body, params: { slug = "", id = "" } }) => reviews.reportReview(ctx, slug, id, body),
    answer: () => ({ status: 204 }),
  }),
];
