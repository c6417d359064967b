/** `1204 Bayshore Drive` is number and street; a line without a number has none. */
export function splitStreet(line: string | null): { number: string | null; name: string | null } {
  const [, number = null, name = null] = /^(\d+[A-Za-z]?(?:-\d+)?(?: 1\/2)?)\s+(\S.*)$/u.exec(line?.trim() ?? "") ?? [];
  return { number, name };
}
