import { z } from "zod";
import { orNone, readBy } from "#connectors/sdk";
import { centsOf } from "#lib/money";

/** Xero leaves out what it does not know, or sends it empty. */
export const text = orNone(z.string());

export const cents = z.number().transform(centsOf);
/** Left out where there is none. */
export const someCents = z.number().default(0).transform(centsOf);

/** `/Date(1541176592690+0000)/` or RFC 3339, as RFC 3339 in UTC. */
export const time = readBy(z.string(), "datetime", (said) => {
  const [, digits] = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/u.exec(said) ?? [];
  const at = digits === undefined ? Date.parse(said) : Number(digits);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
});

/** A calendar day, which Xero writes as its midnight in UTC. */
export const day = time.transform((at) => at.slice(0, 10));
export const dayOrNone = orNone(day);
