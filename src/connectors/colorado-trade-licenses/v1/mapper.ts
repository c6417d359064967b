import { disciplineIn, licenseOf } from "#connectors/sdk";
import { absentLicense, type ContractorLicense, type LicenseStanding } from "#models";
import type { License } from "./client";

/** The types that builders work with, as the division calls them. */
export const KINDS: Readonly<Record<string, string>> = {
  EC: "Electrical Contractor",
  ME: "Master Electrician",
  JW: "Journeyman Wireman",
  RW: "Residential Wireman",
  PC: "Plumbing Contractor",
  MP: "Master Plumber",
  JP: "Journeyman Plumber",
  RP: "Residential Plumber",
};

/** `Active - With Conditions` and its like are not among them, nor `Need Master Hire - Cannot Practice`. */
const STANDINGS: Readonly<Record<string, LicenseStanding>> = {
  ACTIVE: "active",
  EXPIRED: "expired",
  "BEYOND 6 YEARS EXPIRED": "expired",
  "EXPIRED - DISSOLVED": "expired",
  SUSPENDED: "suspended",
  "SUSPENDED DUE TO CHILD SUPPORT": "suspended",
  "SUMMARY SUSPENSION": "suspended",
  INACTIVE: "inactive",
  REVOKED: "inactive",
  SURRENDERED: "inactive",
  "VOLUNTARY SURRENDER": "inactive",
  CANCELLED: "inactive",
  RETIRED: "inactive",
};

/** The rows of one number of a type. */
export function toLicense(asked: string, rows: readonly License[]): ContractorLicense {
  const [first] = rows;
  if (!first) return absentLicense(asked);
  const row = { ...first, number: asked, kind: KINDS[first.kind] ?? first.kind };
  return { ...licenseOf(row, STANDINGS), discipline: disciplineIn(rows) };
}
