import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

/** The stages of BLDS 1.2, the building departments' open data standard. */
export const PERMIT_STATUSES = [
  "application_accepted",
  "in_review",
  "permit_issued",
  "inspection_phase",
  "permit_finaled",
  "permit_cancelled",
] as const;

/** A day where the authority keeps local time without a zone, else a time in UTC. */
const moment = once(() => z.union([z.iso.date(), z.iso.datetime()]));

/** What a building authority has on record of one application. */
export const permit = once(() =>
  z.object({
    /** The number people quote; an application may not have one yet. */
    number: z.string().nullable(),
    /** What was sent with it to find it again; null when it was not filed from here. */
    reference: z.string().nullable(),
    type: z.string().nullable(),
    description: z.string().nullable(),
    /** Null where the authority's own words say nothing known, as of a draft. */
    status: z.enum(PERMIT_STATUSES).nullable(),
    /** The authority's own words. */
    status_text: z.string(),
    status_at: moment().nullable(),
    applied_at: moment().nullable(),
    issued_at: moment().nullable(),
    completed_at: moment().nullable(),
    expires_at: moment().nullable(),
    address: z.string().nullable(),
    job_value_cents: z.int().nullable(),
    fees_due_cents: z.int().nullable(),
  }),
);

/** One step of an authority's review or inspection. */
export const permitStep = once(() =>
  z.object({
    /** The permit's id at the authority. */
    permit_id: z.string(),
    name: z.string(),
    state: z.enum(["waiting", "active", "on_hold", "done", "rejected", "skipped"]),
    /** The authority's own words. */
    status_text: z.string(),
    started_at: moment().nullable(),
    ended_at: moment().nullable(),
  }),
);

/** An application for a permit, as it is filed. */
export const permitApplication = once(() =>
  z.strictObject({
    /** Goes along with the application, so that it is found again and never filed twice. */
    reference: z.string().min(1).max(100),
    /** The authority's own id of the kind of permit. */
    record_type: z.string().min(1).max(200),
    name: z.string().min(1).max(200),
    description: z.string().max(2000).default(""),
    address: z.strictObject({
      street_number: z.string().max(20),
      street_name: z.string().max(100),
      city: z.string().max(100),
      state: z.string().length(2),
      postal_code: z.string().max(10),
    }),
    /** The authority's own id of the place, where it is known. */
    location_id: z.string().max(100).nullable().default(null),
    /** The number that the assessor has for the parcel. */
    parcel_number: z.string().max(100).nullable().default(null),
    /** Whose property it is. */
    owner: z
      .strictObject({
        name: z.string().min(1).max(200),
        email: z.email().max(254).nullable().default(null),
        phone: z.string().max(40).nullable().default(null),
        mail_address: z
          .strictObject({
            line1: z.string().max(200),
            line2: z.string().max(200).nullable().default(null),
            city: z.string().max(100).nullable().default(null),
            state: z.string().max(100).nullable().default(null),
            postal_code: z.string().max(20).nullable().default(null),
          })
          .nullable()
          .default(null),
      })
      .nullable()
      .default(null),
    applicant: z
      .strictObject({
        name: z.string().min(1).max(200),
        company: z.string().max(200).nullable().default(null),
        email: z.email().max(254).nullable().default(null),
        phone: z.string().max(40).nullable().default(null),
      })
      .nullable()
      .default(null),
    job_value_cents: z.int().min(0).nullable().default(null),
    /** What the authority asks beyond that: values by the names or ids of its fields, form by form. */
    forms: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(200),
          values: z.record(z.string().max(200), z.union([z.string().max(4000), z.number(), z.boolean()])),
        }),
      )
      .max(50)
      .default([]),
  }),
);

/** What became of an application. */
export const filedPermit = once(() =>
  z.object({
    /** Its id at the authority. */
    permit_id: z.string(),
    number: z.string().nullable(),
    status: z.enum(PERMIT_STATUSES).nullable(),
    status_text: z.string(),
    /** What the authority's system said although it took the application. */
    warning: z.string().nullable(),
  }),
);

export type Permit = z.output<ReturnType<typeof permit>>;
export type PermitStatus = (typeof PERMIT_STATUSES)[number];
export type PermitStep = z.output<ReturnType<typeof permitStep>>;
export type PermitApplication = z.output<ReturnType<typeof permitApplication>>;
export type FiledPermit = z.output<ReturnType<typeof filedPermit>>;

/** A permit that nothing is told of: what an authority does not tell is null. */
export const UNTOLD_PERMIT = {
  number: null,
  reference: null,
  type: null,
  description: null,
  status: null,
  status_text: "",
  status_at: null,
  applied_at: null,
  issued_at: null,
  completed_at: null,
  expires_at: null,
  address: null,
  job_value_cents: null,
  fees_due_cents: null,
} as const satisfies Permit;
