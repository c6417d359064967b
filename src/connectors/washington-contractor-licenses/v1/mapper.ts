import { latest, licenseOf } from "#connectors/sdk";
import type { ContractorLicense, LicenseStanding } from "#models";
import type { Bond, Insurance, License } from "./client";

const STANDINGS: Readonly<Record<string, LicenseStanding>> = {
  ACTIVE: "active",
  EXPIRED: "expired",
  SUSPENDED: "suspended",
  INACTIVE: "inactive",
  "OUT OF BUSINESS": "inactive",
  "RE-LICENSED": "inactive",
};

/** What the tables say of discipline: suspensions, and claims that impair the bond. */
const disciplineOf = ({ suspended_on: suspended }: License, bond: Bond | undefined): string[] => [
  ...(suspended === null ? [] : [`Suspended ${suspended}.`]),
  ...(bond?.impaired ? [`Bond impaired ${bond.impaired_on ?? "on a day not told"}.`] : []),
];

/** The license with the bond and the insurance that began last. */
export function toLicense(
  license: License,
  bonds: readonly Bond[],
  insurances: readonly Insurance[],
): ContractorLicense {
  const { type, specialty, specialty2 } = license;
  const bond = latest(bonds, (row) => row.effective_on);
  return {
    ...licenseOf({ ...license, kind: null }, STANDINGS),
    classifications: [type, specialty, specialty2].flatMap((words) => words || []),
    discipline: disciplineOf(license, bond),
    bond: bond?.cover ?? null,
    insurance: latest(insurances, (row) => row.effective_on)?.cover ?? null,
  };
}
