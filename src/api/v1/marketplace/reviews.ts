import type { ListQuery } from "#models";
import { getListing } from "#modules/listings";
import * as reviews from "#modules/integration-reviews";
import type { Role } from "../../../context";
import { type AnyEndpoint, endpoint, type PublicEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { openEndpoint } from "../../open-endpoint";
import {
  ownReviewExample,
  ownReviewSchema,
  reviewExample,
  reviewInputExample,
  reviewInputSchema,
  reviewSchema,
  reviewStateSchema,
} from "./review-schemas";
import { params, tag } from "./fields";

const path = "/marketplace/integrations/{slug}/review";
const roles: readonly Role[] = ["owner", "admin", "member"];
const one = (description: string) => ({ description, schema: ownReviewSchema, example: ownReviewExample });
const body = { schema: reviewInputSchema, example: reviewInputExample };

export const reviewEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof reviews.getOwnReview>>>({
    operationId: "getOwnIntegrationReview",
    method: "get",
    path,
    params,
    scope: null,
    roles,
    tag,
    summary: "Get your review",
    description: "Your builder's review of the integration, if there is one, and whether it may write one.",
    responses: {
      200: {
        description: "How it stands.",
        schema: reviewStateSchema,
        example: { review: ownReviewExample, eligible: true, reason: null, eligible_at: null },
      },
    },
    run: ({ ctx, params: { slug = "" } }) => reviews.getOwnReview(ctx, slug),
    answer: (state) => ({ status: 200, body: state }),
  }),
  endpoint<reviews.OwnReview, reviews.ReviewInput>({
    operationId: "reviewIntegration",
    method: "post",
    path,
    params,
    scope: null,
    roles,
    tag,
    summary: "Review an integration",
    description:
      "One review a builder, once the integration has been installed for seven days and one sync or call has worked; a sandbox does not count. It is shown under the builder's name.",
    body,
    idempotent: "platform",
    responses: { 201: { ...one("The review."), headers: ["Location"] } },
    run: ({ ctx, body: input, params: { slug = "" } }) => reviews.createReview(ctx, slug, input),
    answer: (review) => ({
      status: 201,
      body: review,
      location: `/api/v1/marketplace/integrations/${review.integration}/review`,
    }),
  }),
  endpoint<reviews.OwnReview, reviews.ReviewInput>({
    operationId: "changeIntegrationReview",
    method: "put",
    path,
    params,
    scope: null,
    roles,
    conflictFree: true,
    tag,
    summary: "Change your review",
    description: "Replaces what the review says. An answer to it stays.",
    body,
    responses: { 200: one("The review.") },
    run: ({ ctx, body: input, params: { slug = "" } }) => reviews.changeReview(ctx, slug, input),
    answer: (review) => ({ status: 200, body: review }),
  }),
  endpoint<void>({
    operationId: "deleteIntegrationReview",
    method: "delete",
    path,
    params,
    scope: null,
    roles,
    tag,
    summary: "Delete your review",
    description: "Takes the review back, with the answer to it. One that moderation hides stays.",
    responses: { 204: { description: "Deleted." } },
    run: ({ ctx, params: { slug = "" } }) => reviews.deleteReview(ctx, slug),
    answer: () => ({ status: 204 }),
  }),
];

export const reviewOpen: readonly PublicEndpoint[] = [
  openEndpoint<ListQuery>({
    operationId: "listIntegrationReviews",
    method: "get",
    path: "/marketplace/integrations/{slug}/reviews",
    params,
    tag,
    summary: "List an integration's reviews",
    description: "What builders say of it, newest first.",
    query: { list: reviews.reviewList },
    responses: {
      200: {
        description: "A page of reviews.",
        schema: () => pageSchema(reviewSchema(), "IntegrationReview"),
        example: pageExample(reviewExample),
        headers: ["ETag", "Link"],
      },
      304: { description: "It is still what `If-None-Match` names.", headers: ["ETag"] },
    },
    run: async ({ ctx, params: { slug = "" }, query, request }) => {
      const [, page] = await Promise.all([getListing(ctx, slug), reviews.listReviews(ctx, slug, query)]);
      return pageAnswer(page, request);
    },
  }),
];
