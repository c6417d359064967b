import type { LicenseStanding } from "#models";
import { actorName, type Context } from "../../context";
import type { Board } from "./boards";
import { boardOf } from "./boards";
import { lookUp } from "./look-up";
import { recordCheck } from "./record-check";
import { type LicenseCheck, selectChecks, toCheck } from "./store";
import { findLicensed, findVendor } from "./vendor";

export const DAY_MS = 86_400_000;

/**
 * Looks a vendor's license up now, and from then on every day.
 * @throws DomainError not_found; invalid_state where that cannot be done here; upstream_failed
 */
export async function verifyLicense(ctx: Context, vendorId: string): Promise<LicenseCheck> {
  const vendor = await findLicensed(ctx, vendorId);
  const { license, source } = await lookUp(ctx, vendor);
  return await recordCheck(ctx, vendor, {
    license,
    source,
    sourceUrl: vendor.board.lookup_url,
    by: ctx.actor.type === "system" ? null : actorName(ctx.actor),
    note: null,
    nextCheckAt: ctx.now + DAY_MS,
  });
}

type ManualCheck = {
  standing: LicenseStanding;
  status_text?: string | undefined;
  name?: string | undefined;
  classifications?: string[] | undefined;
  expires_on?: string | undefined;
  discipline?: string[] | undefined;
  note?: string | undefined;
};

/**
 * Records what a person found on a board's page, with who and when.
 * @throws DomainError not_found; invalid_state when the vendor has no license to verify
 */
export async function recordManualCheck(ctx: Context, vendorId: string, said: ManualCheck): Promise<LicenseCheck> {
  const vendor = await findLicensed(ctx, vendorId);
  const license = {
    number: vendor.number,
    standing: said.standing,
    status_text: said.status_text ?? null,
    name: said.name ?? null,
    classifications: said.classifications ?? [],
    effective_on: null,
    expires_on: said.expires_on ?? null,
    discipline: said.discipline ?? null,
    bond: null,
    insurance: null,
  };
  return await recordCheck(ctx, vendor, {
    license,
    source: "manual",
    sourceUrl: vendor.board.lookup_url,
    by: actorName(ctx.actor),
    note: said.note ?? null,
    nextCheckAt: vendor.board.method === "manual" ? null : ctx.now + DAY_MS,
  });
}

export type LicenseOfVendor = {
  vendor_id: string;
  state: string | null;
  number: string | null;
  board: Board | null;
  /** The last check of the very license the vendor has now. */
  current: LicenseCheck | null;
  checks: LicenseCheck[];
};

/** What is known of a vendor's license, with the checks of it and of others it had. @throws DomainError not_found */
export async function getLicense(ctx: Context, vendorId: string): Promise<LicenseOfVendor> {
  const { state, number } = await findVendor(ctx, vendorId);
  const checks = (await selectChecks(ctx, vendorId)).map(toCheck);
  return {
    vendor_id: vendorId,
    state,
    number,
    board: state === null ? null : (boardOf(state) ?? null),
    current: checks.find((check) => check.state === state && check.number === number) ?? null,
    checks,
  };
}
