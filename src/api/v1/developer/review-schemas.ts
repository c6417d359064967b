import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";
import { LIMITS } from "#modules/app-reviews";
import { CATEGORIES } from "#modules/listings";
import { APP_ID, at, atOrNull } from "./schemas";

export const REVIEW_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e01";

const address = (description: string, example: string) => z.string().max(2000).openapi({ description, example });
const SCREENSHOTS = [
  "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11",
  "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d12",
  "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d13",
];

const fields = {
  name: z.string().max(LIMITS.name[1]).openapi({ description: "At most 30 characters.", example: "Acme Sync" }),
  tagline: z
    .string()
    .max(LIMITS.tagline[1])
    .openapi({ description: "At most 40 characters.", example: "Budgets and ledger, always the same" }),
  summary: z
    .string()
    .max(LIMITS.summary[1])
    .openapi({ description: "What it does and for whom, 200 to 2000 characters.", example: "Acme Sync keeps …" }),
  category: z.enum(CATEGORIES).openapi({ description: "Where the marketplace lists it.", example: "accounting" }),
  screenshots: z.array(idSchema()).max(LIMITS.screenshots[1]).openapi({
    description: "Ids of 3 to 10 uploaded screenshots, in the order they are shown.",
    example: SCREENSHOTS,
  }),
  setup_guide_url: address("How to set it up, https.", "https://acme.example/docs/setup"),
  support_email: z
    .email()
    .max(254)
    .openapi({ description: "Where its users get help.", example: "support@acme.example" }),
  support_url: address("A page for help.", "https://acme.example/help").nullable(),
  pricing_type: z.enum(["free", "paid", "freemium"]).openapi({ description: "What it costs.", example: "paid" }),
  price_monthly_cents: z
    .int()
    .min(0)
    .max(100_000_000)
    .nullable()
    .openapi({ format: "int64", description: "Monthly price in US cents.", example: 2900 }),
  scope_justifications: z.record(z.string().max(60), z.string().max(500)).openapi({
    description: "By scope: what it is needed for, 20 to 500 characters each.",
    example: { "read:budgets": "Compares budget lines with the ledger each night." },
  }),
  webhook_url: address(
    "Where its webhooks go; null when it uses none.",
    "https://hooks.acme.example/rossos",
  ).nullable(),
};

export const listingExample = {
  name: "Acme Sync",
  tagline: "Budgets and ledger, always the same",
  summary: "Acme Sync keeps the budgets of your projects and your ledger the same. ".repeat(3).trim(),
  category: "accounting",
  screenshots: SCREENSHOTS,
  setup_guide_url: "https://acme.example/docs/setup",
  support_email: "support@acme.example",
  support_url: null,
  pricing_type: "paid",
  price_monthly_cents: 2900,
  scope_justifications: { "read:budgets": "Compares budget lines with the ledger each night." },
  webhook_url: null,
};

export const draftSchema = z.strictObject(fields).partial().openapi("AppListingDraft");
const listingSchema = z.strictObject(fields).openapi("AppListing");

const checkSchema = z
  .strictObject({
    rule: z.string().max(10).openapi({ description: "Id of the rule in the review criteria.", example: "R005" }),
    title: z.string().max(100).openapi({ description: "The rule.", example: "Every scope was used in a sandbox" }),
    status: z
      .enum(["passed", "failed", "not_applicable"])
      .openapi({ description: "What came of it.", example: "passed" }),
    detail: z
      .string()
      .max(30_000)
      .openapi({ description: "Why, and what to do about it.", example: "Every scope was used." }),
  })
  .openapi("AppCheck");
const checkExample = {
  rule: "R005",
  title: "Every scope was used in a sandbox",
  status: "passed",
  detail: "Every scope was used.",
};
export const checksSchema = z
  .strictObject({ data: z.array(checkSchema).max(20).openapi({ description: "One a rule." }) })
  .openapi("AppChecks");
export const checksExample = { data: [checkExample] };

const review = {
  id: idSchema().openapi({ description: "Identifier.", example: REVIEW_ID }),
  application_id: idSchema().openapi({ description: "The application.", example: APP_ID }),
  round: z
    .int()
    .min(1)
    .max(1_000_000)
    .openapi({ format: "int32", description: "Which submission of the application it is.", example: 1 }),
  state: z
    .enum(["submitted", "in_review", "changes_requested", "approved", "rejected", "withdrawn"])
    .openapi({ description: "Where it is.", example: "submitted" }),
  listing: listingSchema,
  checks: z.array(checkSchema).max(20).openapi({ description: "Report of the automated checks at submission." }),
  submitted_at: at("When it was submitted."),
  due_at: z.string().max(30).openapi({
    format: "date-time",
    description: "When an answer is due: the end of the fifth business day, US east coast time.",
    example: "2026-04-22T03:59:59.999Z",
  }),
  is_overdue: z.boolean().openapi({ description: "Whether that has passed without a decision.", example: false }),
  in_review_at: atOrNull("When a reviewer took it on."),
  changes_requested_at: atOrNull("When changes were requested."),
  approved_at: atOrNull("When it was approved."),
  rejected_at: atOrNull("When it was rejected."),
  withdrawn_at: atOrNull("When it was withdrawn."),
  note: z.string().max(5000).nullable().openapi({ description: "What the decision says.", example: null }),
};
export const reviewSchema = z.strictObject(review).openapi("AppReview");
export const reviewExample = {
  id: REVIEW_ID,
  application_id: APP_ID,
  round: 1,
  state: "submitted",
  listing: listingExample,
  checks: [checkExample],
  submitted_at: "2026-04-14T08:00:00.000Z",
  due_at: "2026-04-22T03:59:59.999Z",
  is_overdue: false,
  in_review_at: null,
  changes_requested_at: null,
  approved_at: null,
  rejected_at: null,
  withdrawn_at: null,
  note: null,
};

export const commentSchema = z
  .strictObject({
    id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e11" }),
    author_id: z
      .string()
      .max(36)
      .openapi({ description: "Who wrote it.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e12" }),
    is_internal: z.boolean().openapi({ description: "Seen by platform admins alone.", example: false }),
    body: z.string().max(5000).openapi({ description: "The text.", example: "The setup guide ends at step 3." }),
    created_at: at("When it was written."),
  })
  .openapi("AppReviewComment");
export const commentExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e11",
  author_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e12",
  is_internal: false,
  body: "The setup guide ends at step 3.",
  created_at: "2026-04-14T08:00:00.000Z",
};
const comments = z.array(commentSchema).max(200).openapi({ description: "Oldest first." });
export const reviewDetailSchema = z.strictObject({ ...review, comments }).openapi("AppReviewDetail");
export const reviewDetailExample = { ...reviewExample, comments: [commentExample] };

const person = (description: string) =>
  z.string().max(36).nullable().openapi({ description, example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e12" });
const admin = {
  ...review,
  submitted_by: z
    .string()
    .max(36)
    .openapi({ description: "The developer.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e13" }),
  claimed_by: person("The admin who reviews it."),
  decided_by: person("The admin who decided."),
};
export const adminReviewSchema = z.strictObject(admin).openapi("AdminAppReview");
export const adminReviewExample = {
  ...reviewExample,
  submitted_by: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e13",
  claimed_by: null,
  decided_by: null,
};

export const adminReviewDetailSchema = z
  .strictObject({
    ...admin,
    application: z
      .strictObject({
        id: idSchema().openapi({ description: "Identifier.", example: APP_ID }),
        name: z.string().max(100).openapi({ description: "Name on the consent screen.", example: "Acme Sync" }),
        developer_id: z
          .string()
          .max(36)
          .openapi({ description: "Its developer.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e13" }),
        client_id: z.string().max(64).openapi({ description: "client_id.", example: "app7Qm2xK9vB4nT1sR8wYcLpEd3" }),
        redirect_uris: z.array(z.string().max(2000)).max(10).openapi({ description: "Redirect URIs.", example: [] }),
        scopes: z
          .array(z.string().max(60))
          .max(100)
          .openapi({ description: "Scopes.", example: ["read:budgets"] }),
      })
      .openapi({ description: "The application as it stands." }),
    comments,
    audit_log: z
      .array(
        z.strictObject({
          id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e21" }),
          actor_id: person("Who did it."),
          action: z.string().max(60).openapi({ description: "What was done.", example: "app_review.claimed" }),
          subject_type: z.string().max(60).openapi({ description: "To what kind of thing.", example: "app" }),
          subject_id: z.string().max(36).openapi({ description: "To which.", example: APP_ID }),
          detail: z.looseObject({}).openapi({ description: "How, and why.", example: { round: 1 } }),
          created_at: at("When."),
        }),
      )
      .max(200)
      .openapi({ description: "What was decided about the application, newest first.", example: [] }),
  })
  .openapi("AdminAppReviewDetail");
export const adminReviewDetailExample = {
  ...adminReviewExample,
  application: {
    id: APP_ID,
    name: "Acme Sync",
    developer_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e13",
    client_id: "app7Qm2xK9vB4nT1sR8wYcLpEd3",
    redirect_uris: ["https://app.acme.example/oauth/callback"],
    scopes: ["read:budgets"],
  },
  comments: [commentExample],
  audit_log: [],
};
