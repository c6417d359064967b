import { coverOf, latest } from "#connectors/sdk";
import { dayIn } from "#lib/published-cells";
import { absentLicense, type ContractorLicense } from "#models";
import type { License } from "./client";

/** The rows of one number. They are all of active licenses: none at all is absent, whatever the reason. */
export function toLicense(number: string, rows: readonly License[]): ContractorLicense {
  const first = latest(rows, (row) => row.lic_exp_date);
  if (!first) return absentLicense(number);
  const bonded = rows.find((row) => row.bond_company || row.bond_amount);
  const insured = rows.find((row) => row.ins_company || row.ins_amount);
  return {
    number: first.license_number,
    standing: "active",
    status_text: null,
    name: first.full_name ?? null,
    classifications: [...new Set(rows.flatMap((row) => row.endorsement_text ?? row.license_type ?? []))].slice(0, 50),
    effective_on: dayIn(first.orig_regis_date),
    expires_on: dayIn(first.lic_exp_date),
    discipline: null,
    bond: coverOf(bonded, { company: "bond_company", amount: "bond_amount", expires: "bond_exp_date" }),
    insurance: coverOf(insured, { company: "ins_company", amount: "ins_amount", expires: "ins_exp_date" }),
  };
}
