import { number, percent } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */

/**
 * Stands for an integration; no vendor's own logo is shown.
 * @param {string} name
 */
export function monogram(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = "?", second] = words;
  const letters = second === undefined ? first.slice(0, 2) : first.slice(0, 1) + second.slice(0, 1);
  return html`<span class="monogram" aria-hidden="true">${letters}</span>`;
}

/** @type {Record<Schemas["Install"]["status"], readonly [Tone, string]>} */
const STATES = {
  pending: ["info", "Not connected yet"],
  active: ["good", "Active"],
  paused: ["neutral", "Paused"],
  needs_attention: ["bad", "Needs attention"],
  uninstalled: ["neutral", "Uninstalled"],
};

/** @param {Schemas["Install"]["status"]} status */
export const stateBadge = (status) => badge(...STATES[status]);

/** Shares of failed calls from which health is a worry, and bad. */
const WORRY = 0.02;
const BAD = 0.1;

/** @param {Schemas["Integration"]["health"]} health of the last 24 hours */
export function healthBadge(health) {
  if (!health || health.error_rate === null) return badge("neutral", "No calls in 24 hours");
  const share = `${percent(health.error_rate)} of calls failed`;
  if (health.error_rate >= BAD) return badge("bad", share);
  return health.error_rate >= WORRY ? badge("warn", share) : badge("good", "Healthy");
}

/** @param {string} name `weather_forecasts` */
export function spoken(name) {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {number} minutes */
export function rhythm(minutes) {
  const [amount, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return amount === 1 ? `Every ${unit}` : `Every ${number(amount)} ${unit}s`;
}
