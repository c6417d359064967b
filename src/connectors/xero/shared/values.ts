import { unexpected } from "#connectors/sdk";

/** `/Date(1541176592690+0000)/` or RFC 3339, as ms. @throws CallFailure contract */
export function timeOf(text: string): number {
  const [, digits] = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/u.exec(text) ?? [];
  const ms = digits === undefined ? Date.parse(text) : Number(digits);
  if (Number.isNaN(ms)) throw unexpected(`Xero: ${text.slice(0, 100)} is no time.`);
  return ms;
}

export const isoOf = (text: string): string => new Date(timeOf(text)).toISOString();
/** A calendar day, which Xero writes as its midnight in UTC. */
export const dayOf = (text: string): string => isoOf(text).slice(0, 10);
