import { latest } from "#connectors/sdk";
import { absentLicense, type ContractorLicense, type LicenseStanding } from "#models";
import type { License } from "./client";

/** What the letters before a number stand for: the department's types of license. */
export const KINDS: Readonly<Record<string, string>> = {
  TECL: "Electrical Contractor",
  TACLA: "A/C Contractor",
  TACLB: "A/C Contractor",
};

/** The data has no status: only the day that a license ends on is known. */
function standingOn(today: string, expiresOn: string | null): LicenseStanding {
  if (expiresOn === null) return "unknown";
  return expiresOn < today ? "expired" : "active";
}

/** The row of a number that runs longest. @param today YYYY-MM-DD */
export function toLicense(asked: string, rows: readonly License[], today: string): ContractorLicense {
  const license = latest(rows, (row) => row.expires_on);
  if (!license) return absentLicense(asked);
  const { name, kind, expires_on } = license;
  return {
    ...absentLicense(asked),
    standing: standingOn(today, expires_on),
    name,
    expires_on,
    classifications: [kind],
  };
}
