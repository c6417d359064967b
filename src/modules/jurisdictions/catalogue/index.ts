import { type Entry, entries } from "./entries";

const text = (value: string | null | undefined): string =>
  value === null || value === undefined ? "null" : `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[] = []): string => text(JSON.stringify(values));

/** What the platform has learnt of it since, from reports, stays: an entry only makes what is not there. */
function insert(entry: Entry, now: number): string {
  const columns: Record<string, string> = {
    id: text(entry.id),
    name: text(entry.name),
    name_key: text(entry.name.toLowerCase()),
    state: text(entry.state),
    county: text(entry.county),
    county_geoid: text(entry.county_geoid),
    kind: text(entry.kind),
    platform: text(entry.platform),
    connector: text(entry.connector),
    agency_code: text(entry.agency_code),
    portal_url: text(entry.portal_url),
    permit_types: list(entry.permit_types),
    api_status: text(entry.api_status ?? "unverified"),
    email_domains: list(entry.email_domains),
    source_url: text(entry.source_url),
    verified_at: entry.verified === undefined ? "null" : String(Date.parse(`${entry.verified}T00:00:00Z`)),
    version: "1",
    created_at: String(now),
    updated_at: String(now),
  };
  return `insert into jurisdictions (${Object.keys(columns).join(", ")}) values (${Object.values(columns).join(", ")}) on conflict do nothing`;
}

/** SQL that enters the jurisdictions the platform begins with; run again it changes nothing. */
export const jurisdictionStatements = (now: number): string[] => entries.map((entry) => insert(entry, now));
