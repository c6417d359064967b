import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { CATEGORIES } from "#models";
import { KINDS, PRICING_TYPES, STATUSES } from "#modules/listings";
import { at, maybe, maybeWhole, sentences, slugSchema, sometime, whole, words } from "./fields";
import { installFormExample, installFormSchema } from "./install-form-schema";
import { incidentExample, incidentSchema } from "./incident-schemas";

const kindText =
  "How the other side is reached. `live_api`: by its API. `file_import`: from a file it exports. `inbound_webhook`: it sends to us. `email`: by e-mail. `punchout`: shopping in its own catalogue. `deep_link`: links that open the right place there. `feed`: it reads an address of ours. `manual`: a person does it, and it is recorded here.";

const summaryShape = once(() => ({
  slug: slugSchema(),
  name: words(200, "Its name.", "Xero"),
  category: z.enum(CATEGORIES).openapi({ description: "Category.", example: "accounting" }),
  kind: z.enum(KINDS).openapi({ description: kindText, example: "live_api" }),
  status: z.enum(STATUSES).openapi({
    description:
      "`available`: it can be installed, or is built in. `planned`: it is not built yet and can only be followed.",
    example: "planned",
  }),
  tagline: words(100, "In a few words.", "Bills and payments, both ways"),
  provided_by: z
    .enum(["platform", "developer"])
    .openapi({ description: "Who made it: the platform, or a third-party developer.", example: "platform" }),
  logo_url: maybe(2048, "Its logo.", null),
  pricing_type: z.enum(PRICING_TYPES).openapi({ description: "What the integration costs.", example: "free" }),
  price_monthly_cents: z
    .int()
    .min(0)
    .max(10_000_000)
    .nullable()
    .openapi({ format: "int32", description: "Monthly price in cents; null when there is none.", example: null }),
  currency: z.enum(["USD"]).openapi({ description: "ISO 4217 code of the price.", example: "USD" }),
  install_count: whole("Builders that have it installed; sandboxes do not count.", 41),
  average_rating: z
    .number()
    .min(1)
    .max(5)
    .nullable()
    .openapi({ format: "double", description: "Mean of the ratings; null without any.", example: 4.25 }),
  review_count: whole("How many reviews there are.", 8),
  installed: z
    .boolean()
    .nullable()
    .openapi({ description: "Whether your builder has it installed; null without a credential.", example: null }),
  listed_at: at("When it was listed, or became available."),
  is_featured: z.boolean().openapi({
    description: "Whether the platform puts it first among the most installed ones.",
    example: false,
  }),
  has_incident: z.boolean().openapi({
    description: "Whether it is in trouble now: an incident is open, which `/marketplace/incidents` has.",
    example: false,
  }),
}));

export const summaryExample = {
  slug: "xero",
  name: "Xero",
  category: "accounting",
  kind: "live_api",
  status: "planned",
  tagline: "Bills and payments, both ways",
  provided_by: "platform",
  logo_url: null,
  pricing_type: "free",
  price_monthly_cents: null,
  currency: "USD",
  install_count: 41,
  average_rating: 4.25,
  review_count: 8,
  installed: null,
  listed_at: "2026-11-24T08:00:00.000Z",
  is_featured: false,
  has_incident: false,
};

const versionSchema = once(() =>
  z
    .object({
      version: words(20, "Name of the version.", "v1"),
      status: z
        .enum(["current", "deprecated"])
        .openapi({ description: "A deprecated one still works until its deadline.", example: "current" }),
      upstream_version: words(100, "The vendor's name for the version of its side.", "Accounting API 2.0"),
      released_on: z.string().max(10).openapi({ format: "date", description: "Released on.", example: "2026-11-24" }),
      release_notes: words(4000, "What it brings.", "Contacts, bills and payments in both directions."),
      upgrade_deadline: z
        .string()
        .max(10)
        .nullable()
        .openapi({ format: "date", description: "When installs of a deprecated version are moved on.", example: null }),
    })
    .openapi("IntegrationVersion", { description: "A version of an integration." }),
);

const ratingsSchema = once(() =>
  z
    .object({
      average: summaryShape().average_rating,
      count: summaryShape().review_count,
      score: z.number().min(1).max(5).openapi({
        format: "double",
        description: "The mean if five further reviews of 3.5 stars had been written; `sort=rating` goes by it.",
        example: 3.96,
      }),
      histogram: z
        .array(whole("How many.", 1))
        .min(5)
        .max(5)
        .openapi({ description: "How many reviews gave 1, 2, 3, 4 and 5 stars.", example: [0, 0, 1, 4, 3] }),
    })
    .openapi("IntegrationRatings", { description: "What the reviews come to." }),
);

const healthSummarySchema = once(() =>
  z
    .object({
      error_rate: z
        .number()
        .min(0)
        .max(1)
        .nullable()
        .openapi({ format: "double", description: "Share of failed calls in 24 hours.", example: 0.01 }),
      calls: whole("Calls in 24 hours.", 1280),
      p95_ms: maybeWhole("Of 100 calls, 95 took at most so long.", 900),
      last_success_at: sometime("The last call that worked.", "2026-11-24T07:59:00.000Z"),
    })
    .openapi("IntegrationHealthSummary", { description: "How it did in the last 24 hours, all versions together." }),
);

export const summarySchema = once(() =>
  z.object(summaryShape()).openapi("IntegrationSummary", { description: "An integration as the directory shows it." }),
);

const count = (value: string) => [{ value, count: 1 }];
const facetsExample = {
  category: count("accounting"),
  kind: count("live_api"),
  pricing: count("free"),
  status: count("planned"),
  installed: [],
};

const facet = (description: string, value: string) =>
  z
    .array(
      z.object({
        value: words(40, "The value.", value),
        count: whole("How many listings it would show.", 6),
      }),
    )
    .max(50)
    .openapi({ description, example: [{ value, count: 6 }] });

export const directorySchema = () =>
  z
    .object({
      data: z.array(summarySchema()).max(100).openapi({ description: "The integrations of the page." }),
      has_more: z.boolean().openapi({ description: "Whether more follow.", example: false }),
      next_cursor: z
        .string()
        .regex(/^[A-Za-z0-9_-]+$/)
        .max(1024)
        .nullable()
        .openapi({ description: "Send it as `cursor` for the next page; null on the last one.", example: null }),
      total: whole("How many there are on all pages.", 6),
      facets: z
        .object({
          category: facet("By category.", "accounting"),
          kind: facet("By kind.", "live_api"),
          pricing: facet("By pricing.", "free"),
          status: facet("By status.", "planned"),
          installed: facet("By whether your builder has it; empty without a credential.", "true"),
        })
        .openapi({
          description: "For each filter, what each value would show, the other filters staying as they are.",
          example: facetsExample,
        }),
    })
    .openapi("IntegrationDirectory", { description: "One page of the integration directory." });

export const directoryExample = {
  data: [summaryExample],
  has_more: false,
  next_cursor: null,
  total: 1,
  facets: facetsExample,
};

const xeroNote = "Included in every plan. You need a Xero organisation of your own.";
export const detailSchema = () =>
  z
    .object({
      ...summaryShape(),
      description: words(2000, "In a sentence or two.", "Keeps your bills and payments in Xero."),
      long_description: words(20_000, "In full, in paragraphs.", "Vendors, bills and payments go both ways."),
      screenshots: z
        .array(z.string().max(2048).openapi({ format: "uri-reference" }))
        .max(10)
        .openapi({ description: "Addresses of pictures.", example: [] }),
      setup_guide: sentences("How it is set up, step by step.", ["Open the builder console.", "Choose Xero."]),
      setup_guide_url: z.string().max(2048).openapi({
        format: "uri-reference",
        description: "Where the setup is explained.",
        example: "/marketplace/xero/#setup",
      }),
      console_path: maybe(
        200,
        "Where in the builder console it is used, for what is built in and not to be installed; null for all others.",
        null,
      ),
      permissions: sentences("What you agree to when you install it.", ["Read your vendors and invoices."]),
      data_read: sentences("What it reads.", ["Vendors", "Invoices"]),
      data_written: sentences("What it writes.", ["Payments"]),
      pricing_note: words(1000, "What is to be paid to whom.", xeroNote),
      support_email: maybe(254, "Whom to ask.", "integrations@rossos.com"),
      support_url: maybe(2048, "Where to ask.", null),
      developer_name: words(200, "Who made it.", "RossOS"),
      install_form: installFormSchema().nullable().openapi({
        description: "How it is installed; null while it is planned, and of third-party applications.",
        example: installFormExample,
      }),
      versions: z.array(versionSchema()).max(20).openapi({ description: "Its versions; none while it is planned." }),
      ratings: ratingsSchema(),
      health: healthSummarySchema()
        .nullable()
        .openapi({ description: "How it has been doing; null while there is nothing to tell.", example: null }),
      incidents: z.array(incidentSchema()).max(10).openapi({ description: "The last ten, newest first." }),
      created_at: at("When its listing was made."),
      updated_at: at("When its listing was last changed."),
    })
    .openapi("Integration", { description: "An integration, with all there is to know before it is installed." });

export const detailExample = {
  ...summaryExample,
  description: "Keeps your bills and payments in Xero.",
  long_description: "Vendors, bills and payments go both ways.",
  screenshots: [],
  setup_guide: ["Open the builder console.", "Choose Xero."],
  setup_guide_url: "/marketplace/xero/#setup",
  console_path: null,
  permissions: ["Read your vendors and invoices."],
  data_read: ["Vendors", "Invoices"],
  data_written: ["Payments"],
  pricing_note: xeroNote,
  support_email: "integrations@rossos.com",
  support_url: null,
  developer_name: "RossOS",
  install_form: null,
  versions: [],
  ratings: { average: 4.25, count: 8, score: 3.96, histogram: [0, 0, 1, 4, 3] },
  health: null,
  incidents: [incidentExample],
  created_at: "2026-11-24T08:00:00.000Z",
  updated_at: "2026-11-24T08:00:00.000Z",
};
