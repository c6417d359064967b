import { centsIn, dayIn } from "#lib/published-cells";
import type { ContractorLicense, LicenseCover, LicenseStanding } from "#models";
import { decode, recordsOf } from "./csv";

/** The columns of the License Master file of CSLB's data portal that are read; it has more. */
const NEEDED = [
  "LicenseNo",
  "BusinessName",
  "IssueDate",
  "ExpirationDate",
  "PrimaryStatus",
  "SecondaryStatus",
  "Classifications(s)",
  "CBSuretyCompany",
  "CBCancellationDate",
  "CBAmount",
] as const;

/** @returns the columns that a file's first record lacks */
export const missingColumns = (header: readonly string[]): string[] => NEEDED.filter((name) => !header.includes(name));

/** CLEAR is the one good status of the board; others say what is wrong. */
function standingOf(primary: string, expiresOn: string | null, today: string): LicenseStanding {
  const status = primary.toUpperCase();
  if (/SUSP/u.test(status)) return "suspended";
  if (/EXPIRED/u.test(status) || (expiresOn !== null && expiresOn < today)) return "expired";
  if (status === "CLEAR") return "active";
  return /CANCEL|INACTIVE|REVOK|SURREND/u.test(status) ? "inactive" : "unknown";
}

function disciplineOf(cell: (name: string) => string): string[] {
  const fields = [
    ["PendingSuspension", "Pending suspension"],
    ["DBCaseNo", "Disciplinary case"],
    ["DBBondReason", "Disciplinary bond"],
  ] as const;
  return fields.flatMap(([name, words]) => (cell(name) === "" ? [] : [`${words}: ${cell(name)}`.slice(0, 500)]));
}

function bondOf(cell: (name: string) => string): LicenseCover | null {
  const company = cell("CBSuretyCompany");
  if (company === "") return null;
  return {
    company: company.slice(0, 200),
    amount_cents: centsIn(cell("CBAmount")),
    expires_on: null,
    cancelled_on: dayIn(cell("CBCancellationDate")),
  };
}

/** @returns null for a record without a number */
export function toLicense(
  header: readonly string[],
  record: readonly string[],
  today: string,
): ContractorLicense | null {
  const cell = (name: string): string => record[header.indexOf(name)] ?? "";
  const number = cell("LicenseNo").replaceAll(/\s/gu, "");
  if (number === "" || number.length > 100) return null;
  const expiresOn = dayIn(cell("ExpirationDate"));
  const status = [cell("PrimaryStatus"), cell("SecondaryStatus")].filter((text) => text !== "").join("; ");
  return {
    number,
    standing: standingOf(cell("PrimaryStatus"), expiresOn, today),
    status_text: status === "" ? null : status.slice(0, 200),
    name: cell("BusinessName").slice(0, 200) || null,
    classifications: cell("Classifications(s)")
      .split(/[|,;]/u)
      .map((text) => text.trim().slice(0, 200))
      .filter((text) => text !== "")
      .slice(0, 50),
    effective_on: dayIn(cell("IssueDate")),
    expires_on: expiresOn,
    discipline: disciplineOf(cell),
    bond: bondOf(cell),
    insurance: null,
  };
}

/** The licenses of whole records, one of each number: the last. @param today YYYY-MM-DD */
export function licensesIn(
  columns: readonly string[],
  bytes: Uint8Array<ArrayBuffer>,
  today: string,
): ContractorLicense[] {
  const byNumber = new Map<string, ContractorLicense>();
  for (const record of recordsOf(decode(bytes))) {
    const license = toLicense(columns, record, today);
    if (license) byNumber.set(license.number, license);
  }
  return [...byNumber.values()];
}
