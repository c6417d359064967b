import { at, day } from "/assets/ui/format.js";
import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Permit"]} Permit */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */

/** In the order in which a permit comes by them. @type {Record<Permit["status"], { tone: Tone, label: string }>} */
export const STATUSES = {
  draft: { tone: "neutral", label: "Draft" },
  submitting: { tone: "info", label: "Being filed" },
  submission_failed: { tone: "bad", label: "Not filed" },
  manual: { tone: "warn", label: "To file by hand" },
  submitted: { tone: "info", label: "Submitted" },
  application_accepted: { tone: "info", label: "Application accepted" },
  in_review: { tone: "info", label: "In review" },
  permit_issued: { tone: "good", label: "Issued" },
  inspection_phase: { tone: "info", label: "Inspections" },
  permit_finaled: { tone: "good", label: "Finaled" },
  permit_cancelled: { tone: "bad", label: "Cancelled" },
  withdrawn: { tone: "neutral", label: "Withdrawn" },
};

/** The stages that a jurisdiction names. */
export const STAGES = /** @type {const} */ ([
  "application_accepted",
  "in_review",
  "permit_issued",
  "inspection_phase",
  "permit_finaled",
  "permit_cancelled",
]);

/** @param {Permit["status"]} status */
export const permitBadge = (status) => badge(STATUSES[status].tone, STATUSES[status].label);

/** The jurisdiction's own words for the status, unless they are ours. @param {Permit} permit */
export const ownWords = ({ status, status_text: text }) =>
  text && text.toLowerCase() !== STATUSES[status].label.toLowerCase() ? text : null;

/** @param {string} id */
export const permitLink = (id) => `/console/permits/permit/?id=${id}`;

/** @param {string | null} moment a day, or a time */
export const dayOrTime = (moment) => (moment?.length === "2026-04-20".length ? day(moment) : at(moment));
