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

/** `2027-12-31T00:00:00.000` or `12/31/2027`, as days of these tables are written; null for words. */
function dayOf(text: string | null | undefined): string | null {
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:T|$)/u.exec(text ?? "") ?? [];
  if (iso !== undefined) return iso;
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/u.exec(text ?? "") ?? [];
  return year === undefined ? null : `${year}-${month ?? ""}-${day ?? ""}`;
}

function centsOf(text: string | null | undefined): number | null {
  const amount = Number((text ?? "").replaceAll(/[$,]/gu, "") || Number.NaN);
  return Number.isFinite(amount) && amount >= 0 ? Math.round(amount * 100) : null;
}

const latest = <T>(rows: readonly T[], from: (row: T) => string | null): T | undefined =>
  rows.toSorted((a, b) => ((from(a) ?? "") < (from(b) ?? "") ? 1 : -1))[0];

function bondOf(bond: Bond | undefined): LicenseCover | null {
  if (!bond) return null;
  return {
    company: bond.bondfirmname ?? null,
    amount_cents: centsOf(bond.bondamt),
    expires_on: dayOf(bond.bondexpirationdate),
    cancelled_on: dayOf(bond.bondcanceldate),
  };
}

function insuranceOf(insurance: Insurance | undefined): LicenseCover | null {
  if (!insurance) return null;
  return {
    company: insurance.insurancecompany ?? null,
    amount_cents: centsOf(insurance.insuranceamt),
    expires_on: dayOf(insurance.expirationdate),
    cancelled_on: null,
  };
}

/** What the tables say of discipline: suspensions, and claims that impair the bond. */
function disciplineOf(license: License, bond: Bond | undefined): string[] {
  const suspended = dayOf(license.contractorlicensesuspenddate);
  const impaired = (bond?.bondimpaired ?? "") === "" ? null : (dayOf(bond?.bondimpaireddate) ?? "on a day not told");
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
  const bond = latest(bonds, (row) => dayOf(row.bondeffectivedate));
  const classes = [license.contractorlicensetypecodedesc, license.specialtycode1desc, license.specialtycode2desc];
  return {
    number: license.contractorlicensenumber,
    standing: STANDINGS[status.toUpperCase()] ?? "unknown",
    status_text: status,
    name: license.businessname ?? null,
    classifications: classes.filter((name) => typeof name === "string" && name !== "") as string[],
    effective_on: dayOf(license.licenseeffectivedate),
    expires_on: dayOf(license.licenseexpirationdate),
    discipline: disciplineOf(license, bond),
    bond: bondOf(bond),
    insurance: insuranceOf(latest(insurances, (row) => dayOf(row.effectivedate))),
  };
}

/** Of several rows of a number, the one that runs longest. */
export const current = (licenses: readonly License[]): License | undefined =>
  latest(licenses, (row) => dayOf(row.licenseexpirationdate));
