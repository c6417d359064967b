import type { ShapeDifference } from "#lib/shape-difference";

/** As on the wire. */
export type ContractAlert = {
  id: string;
  slug: string;
  integration_name: string;
  version: string;
  endpoint: string;
  day: string;
  differences: ShapeDifference[];
  calls: number;
  installs: number;
  is_open: boolean;
  first_at: string;
  last_at: string;
  resolved_at: string | null;
  resolved_by: string | null;
};

export const COLUMNS = `id, slug, version, endpoint, day, differences, calls, installs, first_at, last_at, resolved_at, resolved_by,
 coalesce((select name from integration_listings l where l.slug = alert.slug), slug) as integration_name`;

export type AlertRow = Omit<ContractAlert, "differences" | "first_at" | "last_at" | "resolved_at" | "is_open"> & {
  differences: string;
  first_at: number;
  last_at: number;
  resolved_at: number | null;
};

export const toAlert = (row: AlertRow): ContractAlert => ({
  id: row.id,
  slug: row.slug,
  integration_name: row.integration_name,
  version: row.version,
  endpoint: row.endpoint,
  day: row.day,
  differences: JSON.parse(row.differences) as ShapeDifference[],
  calls: row.calls,
  installs: row.installs,
  is_open: row.resolved_at === null,
  first_at: new Date(row.first_at).toISOString(),
  last_at: new Date(row.last_at).toISOString(),
  resolved_at: row.resolved_at === null ? null : new Date(row.resolved_at).toISOString(),
  resolved_by: row.resolved_by,
});
