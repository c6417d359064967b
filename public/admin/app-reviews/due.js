import { at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** @param {Pick<Schemas["AdminAppReview"], "state" | "due_at" | "is_overdue">} review */
export const due = ({ state, due_at: time, is_overdue: late }) =>
  state === "submitted" || state === "in_review"
    ? html`<span class="named">${at(time)} ${late ? badge("bad", "Overdue") : nothing}</span>`
    : "–";
