import { absentLicense, type ContractorLicense, type LicenseCover } from "#models";
import type { License } from "./client";

type Cell = string | null | undefined;

/** MM/DD/YYYY, or the beginning of an ISO time. */
function dayOf(text: Cell): string | null {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u.exec(text ?? "") ?? [];
  if (year !== undefined) return `${year}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return /^(\d{4}-\d{2}-\d{2})(?:T|$)/u.exec(text ?? "")?.[1] ?? null;
}

function coverOf(company: Cell, amount: Cell, expires: Cell): LicenseCover | null {
  if ((company ?? "") === "" && (amount ?? "") === "") return null;
  const dollars = Number(amount ?? Number.NaN);
  return {
    company: company ?? null,
    amount_cents: Number.isFinite(dollars) && dollars >= 0 ? Math.round(dollars * 100) : null,
    expires_on: dayOf(expires),
    cancelled_on: null,
  };
}

/** The rows of one number. They are all of active licenses: none at all is absent, whatever the reason. */
export function toLicense(number: string, rows: readonly License[]): ContractorLicense {
  const first = rows.toSorted((a, b) => ((dayOf(a.lic_exp_date) ?? "") < (dayOf(b.lic_exp_date) ?? "") ? 1 : -1))[0];
  if (!first) return absentLicense(number);
  const covers = (of: (row: License) => LicenseCover | null) => rows.map(of).find((cover) => cover !== null) ?? null;
  return {
    number: first.license_number,
    standing: "active",
    status_text: null,
    name: first.full_name ?? null,
    classifications: [...new Set(rows.flatMap((row) => row.endorsement_text ?? row.license_type ?? []))].slice(0, 50),
    effective_on: dayOf(first.orig_regis_date),
    expires_on: dayOf(first.lic_exp_date),
    discipline: null,
    bond: covers((row) => coverOf(row.bond_company, row.bond_amount, row.bond_exp_date)),
    insurance: covers((row) => coverOf(row.ins_company, row.ins_amount, row.ins_exp_date)),
  };
}
