/** Which account of a ledger a cost code is booked on, as settings say it: `03-300: 310`. */
const FORM = /^\s*(\S.{0,29}?)\s*:\s*([^\s:]{1,10})\s*$/u;

export type CostCodeAccounts = ReadonlyMap<string, string>;

const pairOf = (line: string): readonly [code: string, account: string] | undefined => {
  const [, code, account] = FORM.exec(line) ?? [];
  return code === undefined || account === undefined ? undefined : [code, account];
};

/** Accounts by cost codes; what is none was refused when it was entered. */
export const costCodeAccounts = (lines: readonly string[]): CostCodeAccounts =>
  new Map(lines.map((line) => pairOf(line)).filter((pair) => pair !== undefined));

/** What is wrong with such a setting, line by line. */
export function costCodeAccountFaults(field: string, lines: readonly string[]): { field: string; detail: string }[] {
  const seen = new Set<string>();
  return lines.flatMap((line, index) => {
    const code = pairOf(line)?.[0];
    const isTwice = code !== undefined && seen.has(code);
    if (code !== undefined) seen.add(code);
    const detail =
      code === undefined
        ? "It is a cost code, a colon, and the code of an account: 03-300: 310."
        : `${code} has an account already.`;
    return code === undefined || isTwice ? [{ field: `${field}/${index}`, detail }] : [];
  });
}
