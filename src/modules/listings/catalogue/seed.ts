import { newId } from "#lib/ids";
import type { Kind, ListingVersion } from "../types";
import type { CatalogueEntry } from "./entry";
import { SCREENSHOTS } from "./screenshots";

/** What the manifest of a connector that is built says and its listing repeats. */
export type BuiltConnector = {
  /** Paragraphs. */
  description: string;
  kind: Kind;
  permissions: readonly string[];
  setupGuide: readonly string[];
  data: { reads: readonly string[]; writes: readonly string[] };
  versions: readonly {
    name: string;
    released: string;
    notes: string;
    upstream: string;
    lifecycle: { status: "current" } | { status: "deprecated"; upgradeDeadline: string };
  }[];
};

/** By slug: every connector that is built. */
export type BuiltConnectors = ReadonlyMap<string, BuiltConnector>;

const SUPPORT = "integrations@rossos.com";

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly unknown[]): string => text(JSON.stringify(values));

const toVersions = ({ versions }: BuiltConnector): ListingVersion[] =>
  versions.map(({ name, released, notes, upstream, lifecycle }) => ({
    version: name,
    upstream_version: upstream,
    status: lifecycle.status,
    released_on: released,
    release_notes: notes,
    upgrade_deadline: lifecycle.status === "deprecated" ? lifecycle.upgradeDeadline : null,
  }));

/** Without a connector there is what the catalogue says: what it is, or is to be. */
const asWritten = ({ about, kind, permissions, setup, reads, writes }: CatalogueEntry): BuiltConnector => ({
  description: about.join("\n\n"),
  kind,
  permissions,
  setupGuide: setup,
  data: { reads, writes },
  versions: [],
});

/** By column, as SQL: what a new release may change of a listing. Counts, ratings and dates are not among it. */
function contentOf(entry: CatalogueEntry, built: BuiltConnector | undefined): Record<string, string> {
  const said = built ?? asWritten(entry);
  const pricing = entry.pricing ?? { type: "free", monthlyCents: null };
  return {
    name: text(entry.name),
    category: text(entry.category),
    kind: text(said.kind),
    status: text(built || entry.consolePath ? "available" : "planned"),
    console_path: entry.consolePath ? text(entry.consolePath) : "null",
    tagline: text(entry.tagline),
    description: text(built ? (built.description.split("\n\n")[0] ?? "") : entry.description),
    long_description: text(said.description),
    screenshots: list(built ? (SCREENSHOTS[entry.slug] ?? []) : []),
    setup_guide_url: text(`/marketplace/${entry.slug}/#setup`),
    setup_guide: list(said.setupGuide),
    permissions: list(said.permissions),
    data_read: list(said.data.reads),
    data_written: list(said.data.writes),
    support_email: text(SUPPORT),
    pricing_type: text(pricing.type),
    price_monthly_cents: String(pricing.monthlyCents ?? "null"),
    pricing_note: text(entry.vendorCost),
    versions: list(toVersions(said)),
    keywords: text(entry.keywords ?? ""),
    is_active: "1",
  };
}

function upsert(entry: CatalogueEntry, built: BuiltConnector | undefined, now: number): string {
  const content = contentOf(entry, built);
  const columns = Object.keys(content);
  const values = Object.values(content).join(", ");
  const set = columns.map((column) => `${column} = excluded.${column}`).join(", ");
  const changed = `(${columns.join(", ")}) is not (${columns.map((column) => `excluded.${column}`).join(", ")})`;
  return `insert into integration_listings (id, slug, ${columns.join(", ")}, created_at, updated_at)
 values ('${newId(now)}', ${text(entry.slug)}, ${values}, ${now}, ${now})
 on conflict (slug) do update set ${set}, updated_at = ${now} where application_id is null and ${changed}`;
}

/**
 * SQL that brings the listings of the platform's own integrations up to date; run again it changes nothing. What left the
 * catalogue is no longer shown. Fails, and with it the batch, when a third party's application holds one of the slugs.
 */
export function seedStatements(
  entries: readonly CatalogueEntry[],
  built: BuiltConnectors,
  now: number,
): readonly string[] {
  const slugs = entries.map(({ slug }) => text(slug)).join(", ");
  return [
    ...entries.map((entry) => upsert(entry, built.get(entry.slug), now)),
    `update integration_listings set is_active = 0, updated_at = ${now}
 where application_id is null and is_active = 1 and slug not in (${slugs})`,
    `select json(case when exists (select 1 from integration_listings where application_id is not null and slug in (${slugs}))
 then 'an application holds a slug of the catalogue' else '1' end)`,
  ];
}
