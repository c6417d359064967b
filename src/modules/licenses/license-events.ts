import type { DomainEvent } from "#db/commit";
import type { ContractorLicense } from "#models";
import { daysLeft } from "./alerts";
import type { CheckRow } from "./store";
import type { VendorLicense } from "./vendor";

const endOf = ({ license }: CheckRow): string | null => (JSON.parse(license) as ContractorLicense).expires_on;

/**
 * Tells of a license that is found for the first time, or has another standing or end than before. Another number is
 * another license.
 */
export function changedEvents(
  { id, name }: Pick<VendorLicense, "id" | "name">,
  before: CheckRow | undefined,
  after: CheckRow,
): DomainEvent[] {
  const { state, number, standing, source } = after;
  const known = before?.state === state && before.number === number ? before : undefined;
  const [former, expiresOn] = [known ? endOf(known) : null, endOf(after)];
  if (known?.standing === standing && former === expiresOn) return [];
  const data = {
    id,
    name,
    state,
    number,
    standing,
    previous_standing: known?.standing ?? null,
    expires_on: expiresOn,
    previous_expires_on: former,
    source,
  };
  return [{ type: "vendor.license_changed", objectId: id, data }];
}

/** Tells that a license ends soon. */
export function expiringEvent({ id, name, state, number }: VendorLicense, expiresOn: string, now: number): DomainEvent {
  const data = { id, name, state, number, expires_on: expiresOn, days_left: daysLeft(expiresOn, now) };
  return { type: "vendor.license_expiring", objectId: id, data };
}
