import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { textSchema } from "#models";
import * as reviews from "#modules/app-reviews";
import { cachedJson } from "../../cached-json";
import { type AnyEndpoint, type PublicEndpoint, userEndpoint } from "../../endpoint";
import { scopeOf } from "./operations";
import {
  checksExample,
  checksSchema,
  draftInputSchema,
  draftSchema,
  listingExample,
  REVIEW_ID,
  reviewDetailExample,
  reviewDetailSchema,
  reviewExample,
  reviewSchema,
  rule,
} from "./review-schemas";
import { params, tag } from "./schemas";

const draftResponse = {
  200: { description: "The listing, as far as it goes.", schema: draftSchema, example: listingExample },
} as const;

export const reviewEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<reviews.ListingDraft>({
    operationId: "getAppListing",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}/listing",
    params,
    tag,
    summary: "Get the listing's draft",
    description: "What was saved of the listing, or submitted last.",
    responses: draftResponse,
    run: ({ ctx, params: { id = "" } }) => reviews.getListing(ctx, id),
    answer: (listing) => ({ status: 200, body: listing }),
  }),
  userEndpoint<reviews.ListingDraft, reviews.ListingDraft>({
    operationId: "saveAppListing",
    caller: "user",
    method: "put",
    path: "/developer/apps/{id}/listing",
    params,
    tag,
    summary: "Save the listing's draft",
    description: "Keeps what there is of the listing, complete or not; the checks look at it. Nothing is published.",
    body: { schema: draftInputSchema, example: listingExample },
    responses: draftResponse,
    run: ({ ctx, body, params: { id = "" } }) => reviews.saveListing(ctx, id, body),
    answer: (listing) => ({ status: 200, body: listing }),
  }),
  userEndpoint<reviews.CheckResult[]>({
    operationId: "checkApp",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}/checks",
    params,
    tag,
    summary: "Run the automated checks",
    description:
      "Judges the application as it stands by every automatic rule of the review criteria. The same checks run when it is submitted.",
    responses: { 200: { description: "The report.", schema: checksSchema, example: checksExample } },
    run: ({ ctx, params: { id = "" } }) => reviews.checkOwnApp(ctx, id, scopeOf),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
  userEndpoint<reviews.Review, reviews.ListingDraft>({
    operationId: "submitApp",
    caller: "user",
    method: "post",
    path: "/developer/apps/{id}/submit",
    params,
    tag,
    summary: "Submit an application for review",
    description:
      "Submits it with its listing; fields that are not sent are those of the saved draft. The listing must be complete. The automated checks run at once and their report comes with the answer; a person reviews it by the due date, five business days on.",
    body: { schema: draftInputSchema, example: listingExample, optional: true },
    idempotent: "platform",
    responses: {
      201: {
        description: "The submission.",
        schema: reviewSchema,
        example: reviewExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => reviews.submitApp(ctx, id, body, scopeOf),
    answer: (review) => ({
      status: 201,
      body: review,
      location: `/api/v1/developer/apps/${review.application_id}/reviews/${review.id}`,
    }),
  }),
  userEndpoint<void>({
    operationId: "withdrawApp",
    caller: "user",
    method: "post",
    path: "/developer/apps/{id}/withdraw",
    params,
    tag,
    summary: "Withdraw an application",
    description:
      "Takes it out of its review or off the marketplace; it is a draft again. Builders that use it go on; new ones cannot authorize it until it is approved again.",
    responses: { 204: { description: "Withdrawn." } },
    run: ({ ctx, params: { id = "" } }) => reviews.withdrawApp(ctx, id),
    answer: () => ({ status: 204 }),
  }),
  userEndpoint<reviews.Review[]>({
    operationId: "listAppReviews",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}/reviews",
    params,
    tag,
    summary: "List an application's submissions",
    description: "Every submission with its state, times, due date and check report, newest first; the last 100.",
    responses: {
      200: {
        description: "The submissions.",
        schema: () =>
          z
            .object({
              data: z.array(reviewSchema()).max(100).openapi({ description: "The submissions, newest first." }),
            })
            .openapi("AppReviewList", { description: "The submissions of an application." }),
        example: { data: [reviewExample] },
      },
    },
    run: ({ ctx, params: { id = "" } }) => reviews.listOwnReviews(ctx, id),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
  userEndpoint<Awaited<ReturnType<typeof reviews.getOwnReview>>>({
    operationId: "getAppReview",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}/reviews/{review_id}",
    params: { ...params, review_id: { description: "Id of the submission.", example: REVIEW_ID } },
    tag,
    summary: "Get a submission",
    description: "One submission with what reviewers wrote to you.",
    responses: {
      200: { description: "The submission.", schema: reviewDetailSchema, example: reviewDetailExample },
    },
    run: ({ ctx, params: { id = "", review_id: reviewId = "" } }) => reviews.getOwnReview(ctx, id, reviewId),
    answer: (review) => ({ status: 200, body: review }),
  }),
];

const criterionSchema = once(() =>
  z
    .object({
      id: rule("Never given to another rule.", "R001"),
      title: textSchema(100).openapi({ description: "The rule.", example: "Redirect URIs answer over https" }),
      text: textSchema(2000).openapi({
        description: "What passes, and how to get there.",
        example: "Every https redirect URI answers a GET within 5 seconds.",
      }),
      automatic: z.boolean().openapi({ description: "Whether a program decides it, or a person.", example: true }),
    })
    .openapi("ReviewCriterion", { description: "One thing that applications are judged by." }),
);

export const reviewOpen: readonly PublicEndpoint[] = [
  {
    operationId: "listReviewCriteria",
    method: "get",
    path: "/developer/review-criteria",
    tag,
    summary: "List the review criteria",
    description: "What applications are judged by. R rules are checked by a program, M rules by a person.",
    responses: {
      200: {
        description: "All criteria.",
        schema: () =>
          z
            .object({
              review_days: z
                .int()
                .min(1)
                .max(250)
                .openapi({ format: "int32", description: "Business days until an answer is due.", example: 5 }),
              data: z.array(criterionSchema()).max(100).openapi({ description: "The criteria." }),
            })
            .openapi("ReviewCriteria", { description: "What applications are judged by." }),
        example: { review_days: 5, data: [reviews.CRITERIA[0]] },
        headers: ["ETag"],
      },
      304: { description: "They are still what `If-None-Match` names.", headers: ["ETag"] },
    },
    respond: cachedJson(() => ({ review_days: reviews.REVIEW_DAYS, data: reviews.CRITERIA })),
  },
];
