import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { facts } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AuditLogEntry"] | Schemas["AdminAppReviewDetail"]["audit_log"][number]} Line */

/** What was done, by the names that the log has for it. @type {Record<string, string>} */
const ACTIONS = {
  "app.deleted": "App deleted",
  "app.withdrawn": "App taken out of the marketplace",
  "app_review.submitted": "Submitted for review",
  "app_review.claimed": "Taken on by a reviewer",
  "app_review.commented": "Comment written",
  "app_review.changes_requested": "Changes requested",
  "app_review.approved": "Approved and published",
  "app_review.rejected": "Rejected",
  "app_review.withdrawn": "Submission withdrawn",
  "builder.suspended": "Builder suspended",
  "builder.reinstated": "Builder let in again",
  "contract_alert.resolved": "Contract alert dealt with",
  "incident.updated": "News of an incident told",
  "integration.killed": "Integration switched off",
  "integration.restored": "Integration switched on again",
  "integration.breaker_reset": "Breakers closed",
  "integration.featured": "Integration featured",
  "integration.unfeatured": "Integration no longer featured",
  "integration_review.hidden": "Review hidden",
  "integration_review.restored": "Review shown again",
  "integration_review.reports_dismissed": "Reports of a review dismissed",
  "jurisdiction_report.approved": "Report of a jurisdiction taken up",
  "jurisdiction_report.rejected": "Report of a jurisdiction turned down",
};

/** @param {string} action `integration.killed` */
export const saidOf = (action) => ACTIONS[action] ?? spoken(action.replace(".", " "));

/** @param {unknown} value */
const shown = (value) => {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  const text = Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : JSON.stringify(value);
  return html`<span class="said">${text}</span>`;
};

const AN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
/** @param {unknown} value */
export const isId = (value) => typeof value === "string" && AN_ID.test(value);

/** Ids tell people nothing. @param {unknown} value */
const isTold = (value) => value !== null && value !== "" && !(Array.isArray(value) ? value.length === 0 : isId(value));

/** @param {string} name `former_state` */
const nameOf = (name) => (name === "slug" ? "Listing" : spoken(name.replace(/^is_/u, "")));

/**
 * How it was done and why, folded up; nothing where nothing more is known.
 * @param {Line} line
 * @param {string} of whom or what, for the label
 */
export const more = ({ action, detail }, of) => {
  const told = Object.entries(detail).filter(([, value]) => isTold(value));
  return told.length === 0
    ? nothing
    : html`<details class="more">
        <summary>How, and why<span class="visually-hidden">: ${saidOf(action)}, ${of}</span></summary>
        <div class="more-body">
          ${facts(told.map(([name, value]) => /** @type {const} */ ([nameOf(name), shown(value)])))}
        </div>
      </details>`;
};
