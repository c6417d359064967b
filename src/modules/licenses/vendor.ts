import { vendors } from "#models";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { type Board, boardOf } from "./boards";

/** A vendor with a license that can be looked for. */
export type LicensedVendor = { id: string; name: string; state: string; number: string; board: Board };

export type VendorLicense = { id: string; name: string; state: string | null; number: string | null };

/** @throws DomainError not_found */
export async function findVendor(ctx: Context, id: string): Promise<VendorLicense> {
  const { record } = await findRecord(ctx, vendors, id);
  const text = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
  return {
    id,
    name: String(record["name"]),
    state: text(record["license_state"]),
    number: text(record["license_number"]),
  };
}

/** @throws DomainError not_found, or invalid_state when nothing says what to look for */
export async function findLicensed(ctx: Context, id: string): Promise<LicensedVendor> {
  const { state, number, ...vendor } = await findVendor(ctx, id);
  if (state === null || number === null)
    throw new DomainError("invalid_state", "The vendor has no license_number and license_state to look for.");
  const board = boardOf(state);
  if (!board) throw new DomainError("invalid_state", `${state} is no state whose licenses are known.`);
  return { ...vendor, state, number, board };
}
