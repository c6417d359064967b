import { centsIn, dayIn } from "#lib/published-cells";
import type { ContractorLicense, LicenseCover, LicenseStanding } from "#models";
import type { Bond, Insurance, License } from "./client";

const STANDINGS: Readonly<Record<string, LicenseStanding>> = {
  ACTIVE: "active",
  EXPIRED: "expired",
  SUSPENDED: "suspended",
  INACTIVE: "inactive",
  "OUT OF BUSINESS": "inactive",
  "RE-LICENSED": "inactive",
};

const latest = <T>(rows: readonly T[], from: (row: T) => string | null): T | undefined =>
  rows.toSorted((a, b) => ((from(a) ?? "") < (from(b) ?? "") ? 1 : -1))[0];

function bondOf(bond: Bond | undefined): LicenseCover | null {
  if (!bond) return null;
  return {
    company: bond.bondfirmname ?? null,
    amount_cents: centsIn(bond.bondamt),
    expires_on: dayIn(bond.bondexpirationdate),
    cancelled_on: dayIn(bond.bondcanceldate),
  };
}

function insuranceOf(insurance: Insurance | undefined): LicenseCover | null {
  if (!insurance) return null;
  return {
    company: insurance.insurancecompany ?? null,
    amount_cents: centsIn(insurance.insuranceamt),
    expires_on: dayIn(insurance.expirationdate),
    cancelled_on: null,
  };
}

/** What the tables say of discipline: suspensions, and claims that impair the bond. */
function disciplineOf(license: License, bond: Bond | undefined): string[] {
  const suspended = dayIn(license.contractorlicensesuspenddate);
  const impaired = (bond?.bondimpaired ?? "") === "" ? null : (dayIn(bond?.bondimpaireddate) ?? "on a day not told");
  return [
    ...(suspended === null ? [] : [`Suspended ${suspended}.`]),
    ...(impaired === null ? [] : [`Bond impaired ${impaired}.`]),
  ];
}

/** The license with the bond and the insurance that began last. */
export function toLicense(
  license: License,
  bonds: readonly Bond[],
  insurances: readonly Insurance[],
): ContractorLicense {
  const status = license.contractorlicensestatus.trim();
  const bond = latest(bonds, (row) => dayIn(row.bondeffectivedate));
  const classes = [license.contractorlicensetypecodedesc, license.specialtycode1desc, license.specialtycode2desc];
  return {
    number: license.contractorlicensenumber,
    standing: STANDINGS[status.toUpperCase()] ?? "unknown",
    status_text: status,
    name: license.businessname ?? null,
    classifications: classes.filter((name) => typeof name === "string" && name !== "") as string[],
    effective_on: dayIn(license.licenseeffectivedate),
    expires_on: dayIn(license.licenseexpirationdate),
    discipline: disciplineOf(license, bond),
    bond: bondOf(bond),
    insurance: insuranceOf(latest(insurances, (row) => dayIn(row.effectivedate))),
  };
}

/** Of several rows of a number, the one that runs longest. */
export const current = (licenses: readonly License[]): License | undefined =>
  latest(licenses, (row) => dayIn(row.licenseexpirationdate));
