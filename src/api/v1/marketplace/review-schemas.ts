import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, wordsSchema } from "#models";
import { REPORT_REASONS } from "#modules/integration-reviews";
import { at, slugSchema, sometime, whole } from "./fields";

export const REVIEW_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2f01";
const rating = () => z.int().min(1).max(5).openapi({ format: "int32", description: "Stars, 1 to 5.", example: 5 });
const title = "Bills arrive by themselves";
const body = "We have not typed a bill twice since March.";
/** Text that says something. */
export const said = (max: number, description: string, example: string) =>
  wordsSchema(max).trim().openapi({ description, example });

const shape = once(() => ({
  id: idSchema().openapi({ description: "Identifier.", example: REVIEW_ID }),
  integration: slugSchema(),
  rating: rating(),
  title: textSchema(100).openapi({ description: "In one line.", example: title }),
  body: textSchema(5000).openapi({ description: "In full.", example: body }),
  author: textSchema(200).openapi({ description: "Name of the builder that wrote it.", example: "Amity Island Homes" }),
  created_at: at("When it was written."),
  updated_at: at("When it was last changed."),
  answer: textSchema(5000)
    .nullable()
    .openapi({ description: "What the developer, or the platform, answered.", example: null }),
  answered_at: sometime("When it was answered."),
}));
export const reviewExample = {
  id: REVIEW_ID,
  integration: "xero",
  rating: 5,
  title,
  body,
  author: "Amity Island Homes",
  created_at: "2026-11-24T08:00:00.000Z",
  updated_at: "2026-11-24T08:00:00.000Z",
  answer: null,
  answered_at: null,
};
export const reviewSchema = once(() =>
  z.object(shape()).openapi("IntegrationReview", { description: "What a builder says of an integration." }),
);

const ownShape = once(() => ({
  ...shape(),
  is_hidden: z.boolean().openapi({ description: "Whether moderation hides it.", example: false }),
  hidden_reason: textSchema(1000).nullable().openapi({ description: "Why it is hidden.", example: null }),
}));
export const ownReviewSchema = once(() =>
  z.object(ownShape()).openapi("OwnIntegrationReview", { description: "Your builder's review of an integration." }),
);
export const ownReviewExample = { ...reviewExample, is_hidden: false, hidden_reason: null };

export const reviewStateSchema = once(() =>
  z
    .object({
      review: ownReviewSchema().nullable().openapi({ description: "Your builder's review; null when there is none." }),
      eligible: z.boolean().openapi({ description: "Whether your builder may write one.", example: true }),
      reason: z.enum(["sandbox", "not_installed", "too_early", "never_worked"]).nullable().openapi({
        description:
          "Why it may not. `not_installed`: it was not installed for seven days. `never_worked`: no sync or call has worked yet.",
        example: null,
      }),
      eligible_at: sometime("When it may, if nothing but time is missing."),
    })
    .openapi("IntegrationReviewState", { description: "Your builder's review, and whether it may write one." }),
);

export const reviewInputSchema = once(() =>
  z
    .strictObject({
      rating: rating(),
      title: said(100, "In one line.", title),
      body: said(5000, "In full.", body),
    })
    .openapi("IntegrationReviewInput", { description: "A review. It is shown under the builder's name." }),
);
export const reviewInputExample = { rating: 5, title, body };

export const answerSchema = once(() =>
  z
    .strictObject({ body: said(5000, "The answer, for everybody.", "Thank you. Purchase orders come next.") })
    .openapi("IntegrationReviewAnswer", { description: "An answer to a review." }),
);

export const reportSchema = once(() =>
  z
    .strictObject({
      reason: z.enum(REPORT_REASONS).openapi({ description: "What is wrong with it.", example: "spam" }),
      note: said(1000, "More about it.", "The same text stands below four integrations.").optional(),
    })
    .openapi("IntegrationReviewReport", { description: "What the platform is asked to look at." }),
);

const openReport = {
  reason: "spam",
  note: "The same text stands below four integrations.",
  created_at: "2026-11-24T08:00:00.000Z",
} as const;
const openReportSchema = once(() =>
  z.object({
    reason: z.enum(REPORT_REASONS).openapi({ description: "What is wrong with it.", example: openReport.reason }),
    note: textSchema(1000).nullable().openapi({ description: "More about it.", example: openReport.note }),
    created_at: at("When it was reported."),
  }),
);

export const moderatedSchema = once(() =>
  z
    .object({
      ...ownShape(),
      integration_name: textSchema(200).openapi({ description: "What the integration is called.", example: "Xero" }),
      builder_id: idSchema().openapi({ description: "Who wrote it.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2a01" }),
      user_id: textSchema(64).openapi({
        description: "The member who wrote it.",
        example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2a02",
      }),
      open_reports: whole("Reports that wait for a decision.", 1),
      reports: z
        .array(openReportSchema())
        .max(20)
        .openapi({ description: "Those reports, newest first; 20 at most.", example: [openReport] }),
    })
    .openapi("ModeratedIntegrationReview", { description: "A review, as platform admins see it." }),
);
export const moderatedExample = {
  ...ownReviewExample,
  builder_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2a01",
  user_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2a02",
  integration_name: "Xero",
  open_reports: 1,
  reports: [openReport],
};
export const hideSchema = once(() =>
  z
    .strictObject({ reason: said(1000, "What the writer is told.", "It names a private person.") })
    .openapi("IntegrationReviewHiding", { description: "Why a review is hidden." }),
);
