import { html, nothing } from "/assets/ui/html.js";
import { smallLink } from "/assets/ui/parts.js";
import { note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** What an integration would show here that is not installed. @type {Record<string, { text: string, action: string }>} */
const PROMISES = {
  "noaa-weather": {
    text: "The forecast, alerts, and the tasks of the schedule that they touch. Free.",
    action: "Connect weather",
  },
  "noaa-tides": {
    text: "High and low water, and the tasks of the schedule that they touch. Free.",
    action: "Connect tides",
  },
  "fema-flood-maps": {
    text: "The flood zone and the base flood elevation. It finds the place of an address, too. Free.",
    action: "Connect flood maps",
  },
  "county-gis": { text: "Lot, zoning and setbacks, from the county's own map. Free.", action: "Connect county maps" },
};

/** @param {string} slug @param {string} project to which the wizard leads back */
const installLink = (slug, project) => `/console/integrations/install/?slug=${slug}&project=${project}`;

/**
 * Why a part of the site has nothing to show, and what can be done about it.
 * @param {Pick<Schemas["SiteConditions"]["flood"], "status" | "slug" | "detail" | "is_degraded">} part
 * @param {string} project
 */
export function standing({ status, slug, detail, is_degraded: isDegraded }, project) {
  const promise = status === "not_installed" ? PROMISES[slug ?? ""] : undefined;
  if (promise)
    return html`<p class="soft">${promise.text}</p>
      <p>${smallLink(promise.action, installLink(slug ?? "", project))}</p>`;
  if (status === "not_installed") return html`<p class="soft">${detail}</p>`;
  return detail ? note(isDegraded ? "warn" : "info", detail) : nothing;
}
