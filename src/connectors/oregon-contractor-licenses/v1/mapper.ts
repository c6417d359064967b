import { centsIn, dayIn } from "#lib/published-cells";
import { absentLicense, type ContractorLicense, type LicenseCover } from "#models";
import type { License } from "./client";

type Cell = string | null | undefined;

function coverOf(company: Cell, amount: Cell, expires: Cell): LicenseCover | null {
  if ((company ?? "") === "" && (amount ?? "") === "") return null;
  return {
    company: company ?? null,
    amount_cents: centsIn(amount),
    expires_on: dayIn(expires),
    cancelled_on: null,
  };
}

/** The rows of one number. They are all of active licenses: none at all is absent, whatever the reason. */
export function toLicense(number: string, rows: readonly License[]): ContractorLicense {
  const first = rows.toSorted((a, b) => ((dayIn(a.lic_exp_date) ?? "") < (dayIn(b.lic_exp_date) ?? "") ? 1 : -1))[0];
  if (!first) return absentLicense(number);
  const covers = (of: (row: License) => LicenseCover | null) => rows.map(of).find((cover) => cover !== null) ?? null;
  return {
    number: first.license_number,
    standing: "active",
    status_text: null,
    name: first.full_name ?? null,
    classifications: [...new Set(rows.flatMap((row) => row.endorsement_text ?? row.license_type ?? []))].slice(0, 50),
    effective_on: dayIn(first.orig_regis_date),
    expires_on: dayIn(first.lic_exp_date),
    discipline: null,
    bond: covers((row) => coverOf(row.bond_company, row.bond_amount, row.bond_exp_date)),
    insurance: covers((row) => coverOf(row.ins_company, row.ins_amount, row.ins_exp_date)),
  };
}
