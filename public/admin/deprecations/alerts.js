import { ago, at, day, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge, card, smallButton, table } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ContractAlert"]} Alert */

/** @param {number} count @param {string} one */
const counted = (count, one) => `${number(count)} ${count === 1 ? one : `${one}s`}`;

/** @param {Alert} alert */
const differences = ({ integration_name: name, endpoint, differences: rows }) =>
  table({
    caption: `How the answers of ${name}, ${endpoint}, differ`,
    rows,
    columns: [
      {
        label: "Where",
        main: true,
        cell: ({ path }) => (path === "" ? "The whole" : html`<code class="address">${path}</code>`),
      },
      { label: "Expected", cell: ({ expected }) => expected },
      { label: "Received", cell: ({ received }) => received },
    ],
  });

/**
 * Answers of a day that do not fit.
 * @param {Alert} alert
 * @param {() => void} resolve
 */
export const alertCard = (alert, resolve) =>
  card({
    flush: true,
    title: html`<span class="named"
      >${alert.integration_name} ${alert.version}
      <code>${alert.endpoint}</code> ${alert.is_open ? badge("bad", "Open") : badge("good", "Dealt with")}</span
    >`,
    actions: alert.is_open
      ? smallButton("Dealt with", resolve, {
          label: `Dealt with: ${alert.integration_name}, ${alert.endpoint}, ${day(alert.day)}`,
        })
      : undefined,
    body: html`<p class="padded soft">
        ${day(alert.day)} · ${counted(alert.calls, "call")} of ${counted(alert.installs, "install")} · last
        ${ago(alert.last_at)}${alert.resolved_at === null ? nothing : html` · dealt with ${at(alert.resolved_at)}`}
      </p>
      ${alert.differences.length > 0 ? differences(alert) : nothing}`,
  });
