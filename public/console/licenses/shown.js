import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["LicenseCheck"]["standing"]} Standing */
/**
 * A vendor, and what is known of its license; undefined without a number and a state to look for.
 * @typedef {{ vendor: Schemas["Vendor"], license: Schemas["VendorLicense"] | undefined, by: string | null }} Row `by` whom it was checked, unless it was by itself
 */

/** @type {Record<Standing, { tone: import("/assets/ui/parts.js").Tone, label: string }>} */
export const STANDINGS = {
  active: { tone: "good", label: "Active" },
  expired: { tone: "bad", label: "Expired" },
  suspended: { tone: "bad", label: "Suspended" },
  inactive: { tone: "bad", label: "Inactive" },
  absent: { tone: "warn", label: "Not in the data" },
  unknown: { tone: "warn", label: "Not a known status" },
};

/** @param {Standing} standing */
export const standingBadge = (standing) => badge(STANDINGS[standing].tone, STANDINGS[standing].label);
