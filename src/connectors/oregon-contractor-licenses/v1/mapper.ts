import { latest } from "#connectors/sdk";
import { absentLicense, type ContractorLicense, type LicenseCover } from "#models";
import type { License } from "./client";

const isTold = ({ company, amount_cents: cents }: LicenseCover): boolean => company !== null || cents !== null;

/** The rows of one number. They are all of active licenses: none at all is absent, whatever the reason. */
export function toLicense(asked: string, rows: readonly License[]): ContractorLicense {
  const first = latest(rows, (row) => row.expires_on);
  if (!first) return absentLicense(asked);
  const { number, name, effective_on, expires_on } = first;
  return {
    number,
    name,
    effective_on,
    expires_on,
    standing: "active",
    status_text: null,
    classifications: [...new Set(rows.flatMap((row) => row.classification ?? []))].slice(0, 50),
    discipline: null,
    bond: rows.map((row) => row.bond).find(isTold) ?? null,
    insurance: rows.map((row) => row.insurance).find(isTold) ?? null,
  };
}
