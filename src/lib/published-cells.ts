/** Days, amounts and words as states and counties write them in the tables they publish. */

type Cell = string | null | undefined;

/** `12/31/2027`, `2027-12-31`, or either with a time after it, as YYYY-MM-DD; null for anything else, such as words. */
export function dayIn(cell: Cell): string | null {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: |$)/u.exec(cell ?? "") ?? [];
  if (year !== undefined) return `${year}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return /^(\d{4}-\d{2}-\d{2})(?:T|$)/u.exec(cell ?? "")?.[1] ?? null;
}

/** `$25,000` or `25000.5`, in dollars, as whole cents; null for anything else, and for what is below zero. */
export function centsIn(cell: Cell): number | null {
  const dollars = Number((cell ?? "").replaceAll(/[$,]/gu, "") || Number.NaN);
  return Number.isFinite(dollars) && dollars >= 0 ? Math.round(dollars * 100) : null;
}

/** Words or a key, which may be padded; null where there are none. */
export const textIn = (value: string | number | null | undefined): string | null => String(value ?? "").trim() || null;

/** A positive number, also where it is text; zero stands for not known. */
export function sizeIn(value: string | number | null | undefined): number | null {
  const size = Number(textIn(value)?.replaceAll(",", "") ?? Number.NaN);
  return Number.isFinite(size) && size > 0 ? size : null;
}
