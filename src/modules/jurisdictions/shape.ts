export const KINDS = ["city", "county", "town", "state", "other"] as const;
export const PLATFORMS = ["accela", "opengov", "other", "none"] as const;
export const API_STATUSES = ["available", "unavailable", "unverified"] as const;
export const REPORT_KINDS = ["new_jurisdiction", "portal_changed", "api_down", "does_not_work", "other"] as const;
export const REPORT_STATUSES = ["open", "approved", "rejected"] as const;

/** What is said of a jurisdiction, as on the wire. */
export type Facts = {
  name: string;
  state: string;
  county: string | null;
  county_geoid: string | null;
  kind: (typeof KINDS)[number];
  platform: (typeof PLATFORMS)[number];
  connector: string | null;
  agency_code: string | null;
  portal_url: string | null;
  permit_types: string[];
  api_status: (typeof API_STATUSES)[number];
  email_domains: string[];
  source_url: string | null;
};

/** As on the wire. */
export type Jurisdiction = Facts & {
  id: string;
  verified_at: string | null;
  created_at: string;
  updated_at: string;
};

export type JurisdictionRow = Omit<
  Jurisdiction,
  "permit_types" | "email_domains" | "verified_at" | "created_at" | "updated_at"
> & {
  name_key: string;
  permit_types: string;
  email_domains: string;
  verified_at: number | null;
  version: number;
  created_at: number;
  updated_at: number;
};

export const COLUMNS = `id, name, name_key, state, county, county_geoid, kind, platform, connector, agency_code, portal_url, permit_types,
 api_status, email_domains, source_url, verified_at, version, created_at, updated_at`;

const iso = (at: number): string => new Date(at).toISOString();

export function toJurisdiction(stored: JurisdictionRow): Jurisdiction {
  const { name_key: _, version: __, ...row } = stored;
  return {
    ...row,
    permit_types: JSON.parse(row.permit_types) as string[],
    email_domains: JSON.parse(row.email_domains) as string[],
    verified_at: row.verified_at === null ? null : iso(row.verified_at),
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}

type Changes<T> = { [K in keyof T]?: T[K] | undefined };
/** What an admin adds to a proposal, or puts right in it. */
export type FactChanges = Changes<Facts>;

/** What a report proposes: what it names of a jurisdiction. */
export type Proposal = Changes<
  Pick<Facts, "name" | "state" | "county" | "kind" | "platform" | "agency_code" | "portal_url" | "source_url">
>;

/** As on the wire. */
export type JurisdictionReport = {
  id: string;
  kind: (typeof REPORT_KINDS)[number];
  jurisdiction_id: string | null;
  /** As the registry has it. */
  jurisdiction_name: string | null;
  facts: Proposal;
  note: string | null;
  status: (typeof REPORT_STATUSES)[number];
  decision_note: string | null;
  created_at: string;
  decided_at: string | null;
};

export type ReportRow = Omit<JurisdictionReport, "facts" | "created_at" | "decided_at"> & {
  facts: string;
  builder_id: string;
  user_id: string | null;
  created_at: number;
  decided_at: number | null;
};

export const REPORT_COLUMNS = `id, kind, jurisdiction_id, facts, note, builder_id, user_id, status, decision_note, created_at, decided_at,
 (select name || ', ' || state from jurisdictions j where j.id = jurisdiction_id) as jurisdiction_name`;

export function toReport(stored: ReportRow): JurisdictionReport {
  const { builder_id: _, user_id: __, ...row } = stored;
  return {
    ...row,
    facts: JSON.parse(row.facts) as Proposal,
    created_at: iso(row.created_at),
    decided_at: row.decided_at === null ? null : iso(row.decided_at),
  };
}
