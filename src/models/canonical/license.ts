import { once } from "#lib/once";
import { z } from "zod";

/**
 * What a license is good for. `absent`: the source does not have it, which is not to say that it has expired: some sources
 * list active licenses alone, and a number may be mistyped.
 */
export const LICENSE_STANDINGS = ["active", "expired", "suspended", "inactive", "absent", "unknown"] as const;
export type LicenseStanding = (typeof LICENSE_STANDINGS)[number];

const cover = once(() =>
  z.object({
    company: z.string().max(200).nullable(),
    amount_cents: z.int().min(0).nullable(),
    /** Null where it runs until it is cancelled, or the source does not say. */
    expires_on: z.iso.date().nullable(),
    cancelled_on: z.iso.date().nullable(),
  }),
);

/** What a state's board has on record of one license number. */
export const contractorLicense = once(() =>
  z.object({
    number: z.string().max(100),
    standing: z.enum(LICENSE_STANDINGS),
    /** The board's own words. */
    status_text: z.string().max(200).nullable(),
    name: z.string().max(200).nullable(),
    classifications: z.array(z.string().max(200)).max(50),
    effective_on: z.iso.date().nullable(),
    expires_on: z.iso.date().nullable(),
    /** Discipline on record; null where the source says nothing of it, empty where it has none. */
    discipline: z.array(z.string().max(500)).max(50).nullable(),
    bond: cover().nullable(),
    insurance: cover().nullable(),
  }),
);

export type ContractorLicense = z.output<ReturnType<typeof contractorLicense>>;
export type LicenseCover = z.output<ReturnType<typeof cover>>;

/** A number that a source does not have. */
export const absentLicense = (number: string): ContractorLicense => ({
  number,
  standing: "absent",
  status_text: null,
  name: null,
  classifications: [],
  effective_on: null,
  expires_on: null,
  discipline: null,
  bond: null,
  insurance: null,
});
