import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, openObject, textSchema, timeSchema, wordsSchema } from "#models";
import { LIMITS } from "#modules/app-reviews";
import { CATEGORIES } from "#modules/listings";
import { APP_ID, at, atOrNull, clientId, redirectUris, scopeName } from "./schemas";

export const REVIEW_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e01";
const DEVELOPER_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e13";
const ADMIN_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e12";

const address = (description: string, example: string) => textSchema(2000).openapi({ description, example });
const SCREENSHOTS = [
  "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11",
  "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d12",
  "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d13",
];
const SUMMARY = "Acme Sync keeps the budgets of your projects and your ledger the same. ".repeat(3).trim();
const MOST_JUSTIFICATIONS = 100;

const fields = once(() => ({
  name: textSchema(LIMITS.name[1]).openapi({ description: "At most 30 characters.", example: "Acme Sync" }),
  tagline: textSchema(LIMITS.tagline[1]).openapi({
    description: "At most 40 characters.",
    example: "Budgets and ledger, always the same",
  }),
  summary: textSchema(LIMITS.summary[1]).openapi({
    description: "What it does and for whom, 200 to 2000 characters.",
    example: SUMMARY,
  }),
  category: z.enum(CATEGORIES).openapi({ description: "Where the marketplace lists it.", example: "accounting" }),
  screenshots: z.array(idSchema()).max(LIMITS.screenshots[1]).openapi({
    description: "Ids of 3 to 10 uploaded screenshots, in the order they are shown.",
    example: SCREENSHOTS,
  }),
  setup_guide_url: address("How to set it up, https.", "https://acme.example.com/docs/setup"),
  support_email: z
    .email()
    .max(254)
    .openapi({ format: "email", description: "Where its users get help.", example: "support@acme.example.com" }),
  support_url: address("A page for help, https.", "https://acme.example.com/help").nullable(),
  pricing_type: z.enum(["free", "paid", "freemium"]).openapi({ description: "What it costs.", example: "paid" }),
  price_monthly_cents: z
    .int()
    .min(0)
    .max(100_000_000)
    .nullable()
    .openapi({ format: "int64", description: "Monthly price in US cents.", example: 2900 }),
  scope_justifications: z
    .record(z.string().max(60), textSchema(500))
    .refine(
      (value) => Object.keys(value).length <= MOST_JUSTIFICATIONS,
      `At most ${MOST_JUSTIFICATIONS} justifications.`,
    )
    .openapi({
      description: "By scope: what it is needed for, 20 to 500 characters each.",
      example: { "read:budgets": "Compares budget lines with the ledger each night." },
      maxProperties: MOST_JUSTIFICATIONS,
    }),
  webhook_url: address(
    "Where its webhooks go; null when it uses none.",
    "https://hooks.acme.example.com/rossos",
  ).nullable(),
}));

export const listingExample = {
  name: "Acme Sync",
  tagline: "Budgets and ledger, always the same",
  summary: SUMMARY,
  category: "accounting",
  screenshots: SCREENSHOTS,
  setup_guide_url: "https://acme.example.com/docs/setup",
  support_email: "support@acme.example.com",
  support_url: null,
  pricing_type: "paid",
  price_monthly_cents: 2900,
  scope_justifications: { "read:budgets": "Compares budget lines with the ledger each night." },
  webhook_url: null,
};

export const draftInputSchema = once(() =>
  z
    .strictObject(fields())
    .partial()
    .openapi("AppListingInput", { description: "What there is of a listing; any part may be left out." }),
);
export const draftSchema = once(() =>
  z.object(fields()).partial().openapi("AppListingDraft", { description: "A listing, as far as it goes." }),
);
const listingSchema = once(() => z.object(fields()).openapi("AppListing", { description: "A listing, complete." }));

export const rule = (description: string, example: string) =>
  z
    .string()
    .regex(/^[RM][0-9]{3}$/)
    .max(4)
    .openapi({ description, example });

const checkSchema = once(() =>
  z
    .object({
      rule: rule("Id of the rule in the review criteria.", "R005"),
      title: textSchema(100).openapi({ description: "The rule.", example: "Every scope was used in a sandbox" }),
      status: z
        .enum(["passed", "failed", "not_applicable"])
        .openapi({ description: "What came of it.", example: "passed" }),
      detail: textSchema(30_000).openapi({
        description: "Why, and what to do about it.",
        example: "Every scope was used.",
      }),
    })
    .openapi("AppCheck", { description: "What one automated check found." }),
);
const checkExample = {
  rule: "R005",
  title: "Every scope was used in a sandbox",
  status: "passed",
  detail: "Every scope was used.",
};
export const checksSchema = once(() =>
  z
    .object({ data: z.array(checkSchema()).max(20).openapi({ description: "One for each automatic rule." }) })
    .openapi("AppChecks", { description: "The report of the automated checks." }),
);
export const checksExample = { data: [checkExample] };

const review = once(() => ({
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
  listing: listingSchema(),
  checks: z.array(checkSchema()).max(20).openapi({ description: "Report of the automated checks at submission." }),
  submitted_at: at("When it was submitted."),
  due_at: timeSchema().openapi({
    description: "When an answer is due: the end of the fifth business day, US east coast time.",
    example: "2026-04-22T03:59:59.999Z",
  }),
  is_overdue: z.boolean().openapi({ description: "Whether that has passed without a decision.", example: false }),
  in_review_at: atOrNull("When a reviewer took it on."),
  changes_requested_at: atOrNull("When changes were requested."),
  approved_at: atOrNull("When it was approved."),
  rejected_at: atOrNull("When it was rejected."),
  withdrawn_at: atOrNull("When it was withdrawn."),
  note: textSchema(5000).nullable().openapi({ description: "What the decision says.", example: null }),
}));
export const reviewSchema = once(() =>
  z.object(review()).openapi("AppReview", { description: "A submission of an application for review." }),
);
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

export const commentText = (example: string) => textSchema(5000).openapi({ description: "The text.", example });
/** As it is sent. */
export const newCommentText = (example: string) =>
  wordsSchema(5000).trim().openapi({ description: "The text.", example });
export const commentSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e11" }),
      author_id: idSchema().openapi({ description: "Who wrote it.", example: ADMIN_ID }),
      is_internal: z.boolean().openapi({ description: "Seen by platform admins alone.", example: false }),
      body: commentText("The setup guide ends at step 3."),
      created_at: at("When it was written."),
    })
    .openapi("AppReviewComment", { description: "What a reviewer wrote of a submission." }),
);
export const commentExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e11",
  author_id: ADMIN_ID,
  is_internal: false,
  body: "The setup guide ends at step 3.",
  created_at: "2026-04-14T08:00:00.000Z",
};
const comments = once(() => z.array(commentSchema()).max(200).openapi({ description: "Oldest first." }));
export const reviewDetailSchema = once(() =>
  z
    .object({ ...review(), comments: comments() })
    .openapi("AppReviewDetail", { description: "A submission with what reviewers wrote to its developer." }),
);
export const reviewDetailExample = { ...reviewExample, comments: [commentExample] };

const person = (description: string, example: string) => idSchema().openapi({ description, example });
const admin = once(() => ({
  ...review(),
  submitted_by: person("The developer.", DEVELOPER_ID),
  claimed_by: person("The admin who reviews it.", ADMIN_ID).nullable(),
  decided_by: person("The admin who decided.", ADMIN_ID).nullable(),
}));
export const adminReviewSchema = once(() =>
  z.object(admin()).openapi("AdminAppReview", { description: "A submission as platform admins see it." }),
);
export const adminReviewExample = {
  ...reviewExample,
  submitted_by: DEVELOPER_ID,
  claimed_by: null,
  decided_by: null,
};

const applicationSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: APP_ID }),
      name: textSchema(100).openapi({ description: "Name on the consent screen.", example: "Acme Sync" }),
      developer_id: person("Its developer.", DEVELOPER_ID),
      client_id: clientId(),
      redirect_uris: redirectUris(),
      scopes: z
        .array(scopeName())
        .max(100)
        .openapi({ description: "Scopes.", example: ["read:budgets"] }),
    })
    .openapi("ReviewedApp", { description: "The application as it stands." }),
);

const word = (description: string, example: string) =>
  z
    .string()
    .regex(/^[a-z_.]+$/)
    .max(60)
    .openapi({ description, example });
const name = (description: string, example: string) => textSchema(300).nullable().openapi({ description, example });
const auditSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e21" }),
      actor_id: person("Who did it; null for the platform itself.", ADMIN_ID).nullable(),
      actor_name: name("Their name, while they have an account.", "Martin Brody"),
      action: word("What was done.", "app_review.claimed"),
      subject_type: word("To what kind of thing.", "app"),
      subject_id: idSchema().openapi({ description: "To which.", example: APP_ID }),
      subject_name: name("What it is called, as far as that is known.", "Acme Sync"),
      detail: openObject().openapi({ description: "How, and why.", example: { round: 1 } }),
      created_at: at("When it was done."),
    })
    .openapi("AuditEntry", { description: "A line of the audit log." }),
);
const auditExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e21",
  actor_id: ADMIN_ID,
  actor_name: "Martin Brody",
  action: "app_review.claimed",
  subject_type: "app",
  subject_id: APP_ID,
  subject_name: "Acme Sync",
  detail: { review_id: REVIEW_ID },
  created_at: "2026-04-14T08:00:00.000Z",
};

export const adminReviewDetailSchema = once(() =>
  z
    .object({
      ...admin(),
      application: applicationSchema(),
      comments: comments(),
      audit_log: z
        .array(auditSchema())
        .max(200)
        .openapi({ description: "What was decided about the application, newest first." }),
    })
    .openapi("AdminAppReviewDetail", {
      description: "A submission with the application, all comments and the audit log.",
    }),
);
export const adminReviewDetailExample = {
  ...adminReviewExample,
  application: {
    id: APP_ID,
    name: "Acme Sync",
    developer_id: DEVELOPER_ID,
    client_id: "app7Qm2xK9vB4nT1sR8wYcLpEd3",
    redirect_uris: ["https://app.acme.example.com/oauth/callback"],
    scopes: ["read:budgets"],
  },
  comments: [commentExample],
  audit_log: [auditExample],
};
