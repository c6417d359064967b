import { coverOf, latest } from "#connectors/sdk";
import { dayIn } from "#lib/published-cells";
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
  const bond = latest(bonds, (row) => row.bondeffectivedate);
  const insurance = latest(insurances, (row) => row.effectivedate);
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
    bond: coverOf(bond, {
      company: "bondfirmname",
      amount: "bondamt",
      expires: "bondexpirationdate",
      cancelled: "bondcanceldate",
    }),
    insurance: coverOf(insurance, { company: "insurancecompany", amount: "insuranceamt", expires: "expirationdate" }),
  };
}
