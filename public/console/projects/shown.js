import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */
/** @typedef {{ tone: Tone, label: string }} Shown */

/** @type {Record<Schemas["Project"]["status"], Shown>} */
export const PROJECT_STATUSES = {
  lead: { tone: "neutral", label: "Lead" },
  preconstruction: { tone: "info", label: "Preconstruction" },
  active: { tone: "good", label: "Active" },
  on_hold: { tone: "warn", label: "On hold" },
  completed: { tone: "neutral", label: "Completed" },
  warranty: { tone: "info", label: "Warranty" },
  cancelled: { tone: "bad", label: "Cancelled" },
};

/** @type {Record<Schemas["ScheduleTask"]["status"], Shown>} */
const TASK_STATUSES = {
  not_started: { tone: "neutral", label: "Not started" },
  in_progress: { tone: "info", label: "In progress" },
  blocked: { tone: "bad", label: "Blocked" },
  completed: { tone: "good", label: "Completed" },
};

/** @type {Record<Schemas["Invoice"]["status"], Shown>} */
const INVOICE_STATUSES = {
  draft: { tone: "neutral", label: "Draft" },
  approved: { tone: "info", label: "Approved" },
  partially_paid: { tone: "warn", label: "Partly paid" },
  paid: { tone: "good", label: "Paid" },
  void: { tone: "bad", label: "Void" },
};

/** @type {Record<Schemas["Survey"]["kind"], string>} */
export const SURVEY_KINDS = { boundary: "Boundary", topographic: "Topographic", alta: "ALTA", as_built: "As built" };

/** @param {Schemas["Project"]["status"]} status */
export const projectBadge = (status) => badge(PROJECT_STATUSES[status].tone, PROJECT_STATUSES[status].label);
/** @param {Schemas["ScheduleTask"]["status"]} status */
export const taskBadge = (status) => badge(TASK_STATUSES[status].tone, TASK_STATUSES[status].label);
/** @param {Schemas["Invoice"]["status"]} status */
export const invoiceBadge = (status) => badge(INVOICE_STATUSES[status].tone, INVOICE_STATUSES[status].label);

/** @param {string} id */
export const projectLink = (id) => `/console/projects/project/?id=${id}`;
/** @param {string} id */
export const editLink = (id) => `/console/projects/edit/?id=${id}`;

/** What leads to the form for a new one. */
export const NEW_PROJECT = "/console/projects/new/";
