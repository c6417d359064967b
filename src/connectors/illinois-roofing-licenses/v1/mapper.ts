import { disciplineIn, licenseOf } from "#connectors/sdk";
import { absentLicense, type ContractorLicense, type LicenseStanding } from "#models";
import type { License } from "./client";

/** Nobody can tell from here what `PROBATION` allows. */
const STANDINGS: Readonly<Record<string, LicenseStanding>> = {
  ACTIVE: "active",
  EXPIRED: "expired",
  "EXPIRED-RENEWABLE": "expired",
  "NOT RENEWED": "expired",
  SUSPENDED: "suspended",
  INACTIVE: "inactive",
  "INSURANCE EXPIRED": "inactive",
  "PERMANENT INACTIVE": "inactive",
  INOPERATIVE: "inactive",
  CANCELLED: "inactive",
  TERMINATED: "inactive",
  REVOKED: "inactive",
  RELINQUISH: "inactive",
  "VOLUNTARY SURRENDER": "inactive",
  "REFUSE TO RENEW": "inactive",
  "CHANGE OF OWNERSHIP": "inactive",
  CLOSED: "inactive",
  DECEASED: "inactive",
};

/** The rows of one number. */
export function toLicense(asked: string, rows: readonly License[]): ContractorLicense {
  const [first] = rows;
  if (!first) return absentLicense(asked);
  const actions = disciplineIn(rows);
  const isMarked = actions.length === 0 && rows.some(({ disciplined }) => disciplined === "Y");
  return {
    ...licenseOf(first, STANDINGS),
    discipline: isMarked ? ["Disciplined; the data does not say how."] : actions,
  };
}
