import { z } from "zod";
import { cells, socrataTable, type Sources } from "#connectors/sdk";
import { centsIn } from "#lib/published-cells";
import type { Permit, PermitStatus } from "#models";

/** What a city tells of a permit. What it does not publish is left out. */
export type Told = { status_text: string | null } & Partial<
  Pick<
    Permit,
    | "type"
    | "description"
    | "status_at"
    | "applied_at"
    | "issued_at"
    | "completed_at"
    | "expires_at"
    | "address"
    | "job_value_cents"
  >
>;

export type City = {
  /** As jurisdictions of the registry name it. */
  agency: string;
  /** The city's data portal. */
  host: string;
  /** The column of the number that people quote. */
  number: string;
  dataset: string;
  columns: Sources<Told>;
  /** What the city's words mean where they do not say it by themselves, the first that fits; null: nothing of a stage. */
  words: readonly (readonly [RegExp, PermitStatus | null])[];
};

const { words, day } = cells();
const cents = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((cell) => centsIn(cell === undefined || cell === null ? cell : String(cell)));

/** The permits of a city, asked for by their number. */
export const permitsOf = ({ agency, host, dataset, columns }: City) => ({
  ...socrataTable(`listPermits/${agency}`, dataset, columns),
  baseUrl: `https://${host}/resource`,
});

/** Names of owners and applicants are in these tables too, and are not read. */
export const CITIES: readonly City[] = [
  {
    agency: "austin",
    host: "data.austintexas.gov",
    dataset: "3syk-w9eu",
    number: "permit_number",
    columns: {
      status_text: ["status_current", words],
      status_at: ["statusdate", day],
      type: ["permit_type_desc", words],
      description: ["description", words],
      applied_at: ["applieddate", day],
      issued_at: ["issue_date", day],
      address: ["original_address1", words],
      job_value_cents: ["total_job_valuation", cents],
    },
    words: [
      [/^final$/iu, "permit_finaled"],
      [/^(?:aborted|rejected)/iu, "permit_cancelled"],
    ],
  },
  {
    agency: "chicago",
    host: "data.cityofchicago.org",
    dataset: "ydr8-5enu",
    number: "permit_",
    columns: {
      status_text: ["permit_status", words],
      type: ["permit_type", words],
      description: ["work_description", words],
      applied_at: ["application_start_date", day],
      issued_at: ["issue_date", day],
      job_value_cents: ["reported_cost", cents],
    },
    words: [[/^phased permitting$/iu, "permit_issued"]],
  },
  {
    agency: "los-angeles",
    host: "data.lacity.org",
    dataset: "gwh9-jnip",
    number: "permit_nbr",
    columns: {
      status_text: ["status_desc", words],
      status_at: ["status_date", day],
      type: ["permit_type", words],
      description: ["work_desc", words],
      applied_at: ["submitted_date", day],
      issued_at: ["issue_date", day],
      address: ["primary_address", words],
      job_value_cents: ["valuation", cents],
    },
    // PC is plan check; a certificate of occupancy ends a permit, a temporary one does not.
    words: [
      [/^cof[oc] issued/iu, "permit_finaled"],
      [/\bcof[oc]\b|^tco\b/iu, "inspection_phase"],
      [/^pc\b|verification/iu, "in_review"],
      [/^permit extended|^re-?activate/iu, "permit_issued"],
    ],
  },
  {
    agency: "new-york",
    host: "data.cityofnewyork.us",
    dataset: "w9ak-ipjd",
    number: "job_filing_number",
    columns: {
      status_text: ["filing_status", words],
      status_at: ["current_status_date", day],
      type: ["job_type", words],
      description: ["job_description", words],
      applied_at: ["filing_date", day],
      issued_at: ["first_permit_date", day],
      completed_at: ["signoff_date", day],
      job_value_cents: ["initial_cost", cents],
    },
    // A letter of completion or a certificate ends a filing; "Permit Entire" is one that all permits were issued for.
    words: [
      [/^(?:loc|co) issued|certificate of operation issued|signed-off/iu, "permit_finaled"],
      [/intent to revoke/iu, null],
      [/objection|review|pending|\bqa\b|incomplete|appeal|awaiting|^approved/iu, "in_review"],
      [/^permit entire/iu, "permit_issued"],
    ],
  },
  {
    agency: "san-francisco",
    host: "data.sfgov.org",
    dataset: "i98e-djp9",
    number: "permit_number",
    columns: {
      status_text: ["status", words],
      status_at: ["status_date", day],
      type: ["permit_type_definition", words],
      description: ["description", words],
      applied_at: ["filed_date", day],
      issued_at: ["issued_date", day],
      completed_at: ["completed_date", day],
      job_value_cents: [["revised_cost", "estimated_cost"], cents],
    },
    words: [
      [/^(?:filed|filing|triage)$/iu, "application_accepted"],
      [/^(?:plancheck|approved|issuing)$/iu, "in_review"],
      [/^reinstated$/iu, "permit_issued"],
      [/^disapproved$/iu, "permit_cancelled"],
    ],
  },
];
