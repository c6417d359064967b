import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, wordsSchema } from "#models";
import { API_STATUSES, KINDS, PLATFORMS, REPORT_KINDS, REPORT_STATUSES } from "#modules/jurisdictions";
import { at, maybeAt, maybeText, shortText } from "../integrations/schemas";

export const JURISDICTION_ID = "0194a7c0-0000-7000-8000-000000000005";
export const REPORT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c11";
export const jurisdictionParams = { id: { description: "Id of the jurisdiction.", example: JURISDICTION_ID } };

const PORTAL = "https://aca-prod.accela.com/SACRAMENTO";
const SOURCE = "https://signedoff.io/adapters/accela-aca";
const TIME = "2026-11-22T00:00:00.000Z";

export const jurisdictionExample = {
  id: JURISDICTION_ID,
  name: "Sacramento",
  state: "CA",
  county: "Sacramento",
  county_geoid: "06067",
  kind: "city",
  platform: "accela",
  connector: "accela-permits",
  agency_code: "SACRAMENTO",
  portal_url: PORTAL,
  permit_types: ["building", "electrical", "mechanical", "plumbing"],
  api_status: "unverified",
  email_domains: [],
  source_url: SOURCE,
  verified_at: TIME,
  created_at: TIME,
  updated_at: TIME,
};

const kinds = () => z.enum(KINDS).openapi({ description: "What it is.", example: "city" });
const platforms = () =>
  z.enum(PLATFORMS).openapi({ description: "The software it takes applications with.", example: "accela" });
const apiStatuses = () =>
  z.enum(API_STATUSES).openapi({
    description: "Whether applications can be filed through an interface. `unverified`: no builder has shown it yet.",
    example: "unverified",
  });
const permitTypes = () =>
  z
    .array(textSchema(100).min(1))
    .max(50)
    .openapi({ description: "Kinds of permit that are applied for online.", example: ["building"] });
const DOMAIN = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$";
const emailDomains = () =>
  z
    .array(z.string().max(253).regex(new RegExp(DOMAIN), "This is not the name of a domain."))
    .max(20)
    .openapi({ description: "Domains that it sends statuses from by e-mail; none when it does not.", example: [] });

export const jurisdictionSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: JURISDICTION_ID }),
      name: shortText("Its name.", "Sacramento", 200),
      state: shortText("Two-letter USPS code.", "CA", 2),
      county: maybeText("Its county.", "Sacramento", 100),
      county_geoid: maybeText("The county's FIPS code.", "06067", 5),
      kind: kinds(),
      platform: platforms(),
      connector: maybeText("The integration that reaches it.", "accela-permits", 100),
      agency_code: maybeText("What it is called there: an agency, a community.", "SACRAMENTO", 100),
      portal_url: maybeText("Where people apply.", PORTAL, 500),
      permit_types: permitTypes(),
      api_status: apiStatuses(),
      email_domains: emailDomains(),
      source_url: maybeText("Where these facts are from.", SOURCE, 500),
      verified_at: maybeAt("When they were last verified."),
      created_at: at("When it was entered."),
      updated_at: at("When it was last changed."),
    })
    .openapi("Jurisdiction", { description: "Who decides on building permits somewhere, and how to reach them." }),
);

const url = (description: string, example: string) =>
  z
    .url({ protocol: /^https?$/u })
    .max(500)
    .openapi({ description, example, format: "uri" });
const stateCode = () =>
  z
    .string()
    .min(2)
    .max(2)
    .regex(/^[A-Z]{2}$/u, "This is not a two-letter code.")
    .openapi({ description: "Two-letter USPS code.", example: "NC", pattern: "^[A-Z]{2}$" });
const said = (description: string, example: string, max: number) => wordsSchema(max).openapi({ description, example });

const proposalShape = () => ({
  name: said("Its name, without what it is.", "Mecklenburg County", 200).optional(),
  state: stateCode().optional(),
  county: said("Its county.", "Mecklenburg", 100).optional(),
  kind: kinds().optional(),
  platform: platforms().optional(),
  agency_code: said("What it is called in that software.", "MECKLENBURG", 100).optional(),
  portal_url: url("Where people apply.", "https://aca-prod.accela.com/MECKLENBURG").optional(),
  source_url: url("Where that is said.", "https://www.mecknc.gov/permits").optional(),
});

const proposalSchema = once(() =>
  z
    .strictObject(proposalShape())
    .openapi("JurisdictionProposal", { description: "Facts of a jurisdiction that a builder proposes." }),
);

export const reportInputExample = {
  kind: "new_jurisdiction",
  facts: { name: "Mecklenburg County", state: "NC", kind: "county", platform: "accela" },
  note: "They take residential permits online since this spring.",
};

const reportKinds = () => z.enum(REPORT_KINDS).openapi({ description: "What is said.", example: "new_jurisdiction" });

export const reportInputSchema = once(() =>
  z
    .strictObject({
      kind: reportKinds(),
      jurisdiction_id: idSchema()
        .optional()
        .openapi({ description: "Which it is about; none for a new one.", example: JURISDICTION_ID }),
      facts: proposalSchema().optional(),
      note: said("In words.", reportInputExample.note, 2000).optional(),
    })
    .openapi("JurisdictionReportCreate", { description: "A builder's word of a jurisdiction." }),
);

export const reportExample = {
  id: REPORT_ID,
  kind: "new_jurisdiction",
  jurisdiction_id: null,
  jurisdiction_name: null,
  facts: reportInputExample.facts,
  note: reportInputExample.note,
  status: "open",
  decision_note: null,
  created_at: TIME,
  decided_at: null,
};

export const reportSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: REPORT_ID }),
      kind: reportKinds(),
      jurisdiction_id: idSchema()
        .nullable()
        .openapi({ description: "Which it is about; of a new one, once it is approved.", example: null }),
      jurisdiction_name: maybeText("What the registry calls it.", null, 300),
      facts: z
        .object(proposalShape())
        .openapi("JurisdictionFacts", { description: "Facts of a jurisdiction that a builder has proposed." }),
      note: maybeText("In words.", reportInputExample.note, 2000),
      status: z.enum(REPORT_STATUSES).openapi({ description: "How it stands.", example: "open" }),
      decision_note: maybeText("Why it was decided so.", null, 2000),
      created_at: at("When it was made."),
      decided_at: maybeAt("When it was decided on.", null),
    })
    .openapi("JurisdictionReport", { description: "A builder's word of a jurisdiction, and what became of it." }),
);

export const approvalExample = { facts: { api_status: "unverified", connector: "accela-permits" } };

export const approvalSchema = once(() =>
  z
    .strictObject({
      facts: z
        .strictObject({
          ...proposalShape(),
          county_geoid: z
            .string()
            .max(5)
            .regex(/^\d{5}$/u, "A county's FIPS code has five digits.")
            .optional()
            .openapi({ description: "The county's FIPS code.", example: "37119", pattern: "^\\d{5}$" }),
          connector: said("The integration that reaches it.", "accela-permits", 100).nullable().optional(),
          permit_types: permitTypes().optional(),
          api_status: apiStatuses().optional(),
          email_domains: emailDomains().optional(),
        })
        .optional()
        .openapi({
          description: "What is added to, or put right in, what was proposed.",
          example: approvalExample.facts,
        }),
      note: said("What its reporter is told.", "Thank you.", 2000).optional(),
    })
    .openapi("JurisdictionReportApproval", { description: "What is taken up." }),
);

export const rejectionSchema = once(() =>
  z
    .strictObject({ note: said("Why; its reporter is told.", "The portal is that of the county.", 2000) })
    .openapi("JurisdictionReportRejection", { description: "Why a report is not taken up." }),
);
