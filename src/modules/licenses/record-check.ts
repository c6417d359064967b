import { commit, LostRace, mustChange } from "#db/commit";
import { canonicalJson } from "#lib/canonical-json";
import { newId } from "#lib/ids";
import type { ContractorLicense } from "#models";
import { notify } from "#modules/notifications";
import type { Write } from "#db/client";
import type { Context } from "../../context";
import { changedEvents } from "./license-events";
import type { LicensedVendor } from "./vendor";
import { type CheckRow, confirmCheck, insertCheck, type LicenseCheck, putWatch, selectChecks, toCheck } from "./store";

export type Finding = {
  license: ContractorLicense;
  source: string;
  sourceUrl: string | null;
  /** Who asked; null for the daily look-up. */
  by: string | null;
  note: string | null;
  /** When it is looked up again by itself; null when a person has to. */
  nextCheckAt: number | null;
};

const MOST_RACES = 5;

/** Keeps what was found of a vendor's license, and tells what is other than in the check before: once, of several at a time. */
export async function recordCheck(ctx: Context, vendor: LicensedVendor, finding: Finding): Promise<LicenseCheck> {
  for (let race = 1; ; race += 1) {
    try {
      return await recordOnce(ctx, vendor, finding);
    } catch (error) {
      if (!(error instanceof LostRace) || race === MOST_RACES) throw error;
    }
  }
}

/** @throws LostRace when another check was recorded since the latest was read */
async function recordOnce(ctx: Context, vendor: LicensedVendor, finding: Finding): Promise<LicenseCheck> {
  const { license, source, sourceUrl, by, note } = finding;
  const [latest] = await selectChecks(ctx, vendor.id, 1);
  const content = canonicalJson(license);
  const row: CheckRow = {
    id: newId(ctx.now),
    vendor_id: vendor.id,
    state: vendor.state,
    number: vendor.number,
    standing: license.standing,
    source,
    source_url: sourceUrl,
    checked_by: by,
    note,
    license: content,
    created_at: ctx.now,
    checked_at: ctx.now,
  };
  const isSame = source !== "manual" && latest !== undefined && sameAs(latest, row);
  const kept = isSame ? { ...latest, checked_by: by, checked_at: ctx.now } : row;
  const writes: Write[] = [
    ...mustChange(ctx.db, isSame ? confirmCheck(ctx, kept) : insertCheck(ctx, kept, latest?.id ?? null)),
    putWatch(ctx, vendor.id, license.expires_on, finding.nextCheckAt),
    ...(latest === undefined ? [] : changeNotice(ctx, vendor, latest, row)),
  ];
  const events = isSame ? [] : changedEvents(vendor, latest, row);
  return await commit(ctx, { writes, events, result: toCheck(kept) });
}

const sameAs = (a: CheckRow, b: CheckRow): boolean =>
  a.state === b.state && a.number === b.number && a.source === b.source && a.license === b.license;

const WORDS: Readonly<Record<CheckRow["standing"], string>> = {
  active: "is active",
  expired: "has expired",
  suspended: "is suspended",
  inactive: "is not active any more",
  absent: "is not in the state's data any more, whatever the reason",
  unknown: "has a status that is not known here",
};

/** Only of the same license: another number is another license. */
function changeNotice(ctx: Context, vendor: LicensedVendor, before: CheckRow, after: CheckRow): Write[] {
  const isOther = before.state !== after.state || before.number !== after.number;
  if (isOther || before.standing !== "active" || after.standing === "active" || after.source === "manual") return [];
  return [
    notify(ctx, {
      kind: "license_changed",
      title: `The license of ${vendor.name} ${WORDS[after.standing]}`,
      body: `${after.state} ${after.number} was active when it was verified before. Look it up with the board before work goes on.`,
      objectId: vendor.id,
    }),
  ];
}
