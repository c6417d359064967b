import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */
/** @typedef {Schemas["DeveloperApp"]["state"] | Schemas["AppReview"]["state"]} State */

/** @type {Record<State, readonly [Tone, string]>} */
const STATES = {
  draft: ["neutral", "Draft"],
  submitted: ["info", "Submitted"],
  in_review: ["info", "In review"],
  changes_requested: ["warn", "Changes requested"],
  approved: ["good", "Approved"],
  rejected: ["bad", "Rejected"],
  withdrawn: ["neutral", "Withdrawn"],
};

/** @param {State} state */
export const stateBadge = (state) => badge(...STATES[state]);
