import { z } from "@hono/zod-openapi";
import type { ListQuery } from "#models";
import * as reviews from "#modules/app-reviews";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { scopeOf } from "../developer/operations";
import {
  adminReviewDetailExample,
  adminReviewDetailSchema,
  adminReviewExample,
  adminReviewSchema,
  commentExample,
  commentSchema,
  newCommentText,
  REVIEW_ID,
  rule,
} from "../developer/review-schemas";

const tag = "App review";
const params = { id: { description: "Id of the submission.", example: REVIEW_ID } };
const one = {
  200: { description: "The submission.", schema: adminReviewSchema, example: adminReviewExample },
} as const;

export const appReviewEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<Awaited<ReturnType<typeof reviews.listReviews>>, undefined, ListQuery>({
    operationId: "listAdminAppReviews",
    caller: "platform_admin",
    method: "get",
    path: "/admin/app-reviews",
    tag,
    summary: "List submissions",
    description: "Submissions of all applications, oldest first. Overdue ones are flagged.",
    query: { list: reviews.reviewList },
    responses: {
      200: {
        description: "A page of submissions.",
        schema: () => pageSchema(adminReviewSchema(), "AdminAppReview"),
        example: pageExample(adminReviewExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => reviews.listReviews(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<reviews.ReviewDetail>({
    operationId: "getAdminAppReview",
    caller: "platform_admin",
    method: "get",
    path: "/admin/app-reviews/{id}",
    params,
    tag,
    summary: "Get a submission",
    description: "With the application, all comments and the audit log.",
    responses: {
      200: {
        description: "The submission.",
        schema: adminReviewDetailSchema,
        example: adminReviewDetailExample,
      },
    },
    run: ({ ctx, params: { id = "" } }) => reviews.getReview(ctx, id),
    answer: (review) => ({ status: 200, body: review }),
  }),
  userEndpoint<reviews.AdminReview, { take_over?: boolean | undefined }>({
    operationId: "claimAppReview",
    caller: "platform_admin",
    method: "post",
    path: "/admin/app-reviews/{id}/claim",
    params,
    tag,
    summary: "Claim a submission",
    description: "Who claims it reviews and decides it. Its state becomes in_review.",
    body: {
      schema: () =>
        z
          .strictObject({
            take_over: z
              .boolean()
              .optional()
              .openapi({ description: "Take it from the admin who claimed it before.", example: false }),
          })
          .openapi("AppReviewClaim", { description: "How it is claimed; the body may be left out." }),
      example: {},
      optional: true,
    },
    responses: one,
    run: ({ ctx, body: { take_over: takeOver = false }, params: { id = "" } }) =>
      reviews.claimReview(ctx, id, takeOver),
    answer: (review) => ({ status: 200, body: review }),
  }),
  userEndpoint<reviews.Comment, { body: string; is_internal?: boolean | undefined }>({
    operationId: "commentAppReview",
    caller: "platform_admin",
    method: "post",
    path: "/admin/app-reviews/{id}/comments",
    params,
    tag,
    summary: "Comment on a submission",
    description: "The developer sees it unless it is internal.",
    body: {
      schema: () =>
        z
          .strictObject({
            body: newCommentText("The setup guide ends at step 3."),
            is_internal: z
              .boolean()
              .optional()
              .openapi({ description: "For platform admins alone. Default: false.", example: false }),
          })
          .openapi("AppReviewCommentCreate", { description: "What is to be said of a submission." }),
      example: { body: "The setup guide ends at step 3." },
    },
    idempotent: "platform",
    responses: { 201: { description: "The comment.", schema: commentSchema, example: commentExample } },
    run: ({ ctx, body: said, params: { id = "" } }) =>
      reviews.commentOnReview(ctx, id, { body: said.body, is_internal: said.is_internal ?? false }),
    answer: (comment) => ({ status: 201, body: comment }),
  }),
  userEndpoint<reviews.AdminReview, reviews.Decision>({
    operationId: "decideAppReview",
    caller: "platform_admin",
    method: "post",
    path: "/admin/app-reviews/{id}/decision",
    params,
    tag,
    summary: "Decide a submission",
    description:
      "Approval publishes the listing and opens the application to every builder. The automated checks run once more; those that fail keep an approval back unless they are waived by name. The developer is told by e-mail.",
    body: {
      schema: () =>
        z
          .strictObject({
            decision: z
              .enum(["approved", "changes_requested", "rejected"])
              .openapi({ description: "The decision.", example: "approved" }),
            note: newCommentText("Well done.")
              .optional()
              .openapi({ description: "What the developer is told; needed unless approved.", example: "Well done." }),
            waived_rules: z
              .array(rule("A rule.", "R006"))
              .max(20)
              .optional()
              .openapi({ description: "Failed rules to approve in spite of.", example: [] }),
          })
          .openapi("AppReviewDecision", { description: "What becomes of a submission, and why." }),
      example: { decision: "approved" },
    },
    idempotent: "platform",
    responses: one,
    run: ({ ctx, body: decision, params: { id = "" } }) => reviews.decideReview(ctx, id, decision, scopeOf),
    answer: (review) => ({ status: 200, body: review }),
  }),
];
