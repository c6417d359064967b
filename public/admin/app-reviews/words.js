import { at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */

/** @type {Record<Schemas["AdminAppReview"]["state"], readonly [Tone, string]>} */
const STATES = {
  submitted: ["info", "Submitted"],
  in_review: ["info", "In review"],
  changes_requested: ["warn", "Changes requested"],
  approved: ["good", "Approved"],
  rejected: ["bad", "Rejected"],
  withdrawn: ["neutral", "Withdrawn"],
};

/** @param {{ state: Schemas["AdminAppReview"]["state"] }} review */
export const stateBadge = ({ state }) => badge(...STATES[state]);

/** @param {Pick<Schemas["AdminAppReview"], "state" | "due_at" | "is_overdue">} review */
export const due = ({ state, due_at: time, is_overdue: late }) =>
  state === "submitted" || state === "in_review"
    ? html`<span class="named">${at(time)} ${late ? badge("bad", "Overdue") : nothing}</span>`
    : "–";
