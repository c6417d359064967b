import { prepare, type Write } from "#db/client";
import type { ContractorLicense, LicenseStanding } from "#models";
import type { Context } from "../../context";
import { firstAlert } from "./alerts";

export type CheckRow = {
  id: string;
  vendor_id: string;
  state: string;
  number: string;
  standing: LicenseStanding;
  source: string;
  source_url: string | null;
  checked_by: string | null;
  note: string | null;
  license: string;
  created_at: number;
  checked_at: number;
};

/** As on the wire. */
export type LicenseCheck = Omit<CheckRow, "license" | "created_at" | "checked_at" | "standing"> &
  Omit<ContractorLicense, "number"> & {
    /** When this was first found. */
    found_at: string;
    checked_at: string;
  };

const COLUMNS =
  "id, vendor_id, state, number, standing, source, source_url, checked_by, note, license, created_at, checked_at";

export const toCheck = ({ license, created_at: found, checked_at: checked, ...row }: CheckRow): LicenseCheck => ({
  ...(JSON.parse(license) as ContractorLicense),
  ...row,
  found_at: new Date(found).toISOString(),
  checked_at: new Date(checked).toISOString(),
});

/** Checks that are shown of a vendor. */
export const MOST_CHECKS = 50;

/** A vendor's checks, newest first. */
export async function selectChecks(ctx: Context, vendorId: string, limit = MOST_CHECKS): Promise<CheckRow[]> {
  const sql = `select ${COLUMNS} from license_checks where builder_id = ?1 and vendor_id = ?2 order by id desc limit ?3`;
  return (await prepare(ctx.db, sql, ctx.builderId, vendorId, limit).all<CheckRow>()).results;
}

const INSERT = `insert into license_checks (builder_id, ${COLUMNS}) select ?1, ${COLUMNS.split(", ")
  .map((column) => `?2->>'$.${column}'`)
  .join(", ")} where (select max(id) from license_checks where builder_id = ?1 and vendor_id = ?3) is ?4`;

/** @param latest id of the latest check that is known; if there is a later one, nothing is written */
export const insertCheck = (ctx: Context, row: CheckRow, latest: string | null): Write =>
  prepare(ctx.db, INSERT, ctx.builderId, JSON.stringify(row), row.vendor_id, latest);

/** The same was found again. */
export const confirmCheck = (ctx: Context, { vendor_id: vendorId, id, checked_by: by }: CheckRow): Write =>
  prepare(
    ctx.db,
    "update license_checks set checked_at = ?4, checked_by = ?5 where builder_id = ?1 and vendor_id = ?2 and id = ?3",
    ctx.builderId,
    vendorId,
    id,
    ctx.now,
    by,
  );

const WATCH = `insert into license_watches (builder_id, vendor_id, environment, expires_on, next_check_at, next_alert_at)
 values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (builder_id, vendor_id) do update set next_check_at = excluded.next_check_at,
 next_alert_at = iif(expires_on is excluded.expires_on, next_alert_at, excluded.next_alert_at), expires_on = excluded.expires_on`;

/** When it is looked at next; what was told of an end stays told until the end moves. */
export const putWatch = (ctx: Context, vendorId: string, expiresOn: string | null, nextCheckAt: number | null): Write =>
  prepare(
    ctx.db,
    WATCH,
    ctx.builderId,
    vendorId,
    ctx.environment,
    expiresOn,
    nextCheckAt,
    firstAlert(expiresOn, ctx.now),
  );
