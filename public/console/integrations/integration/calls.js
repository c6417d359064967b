import { ago, duration, size } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge, card, pager, smallButton, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/integrations/integration/integration.js").Place} Place */

/** @param {Schemas["UpstreamCall"]} call */
const answer = ({ status, error, error_class: kind }) =>
  html`<div>
    ${badge(kind === null ? "good" : kind === "transient" ? "warn" : "bad", status ?? "No answer")}
    ${error ? html`<br /><small>${error}</small>` : nothing}
  </div>`;

/** @param {Place} place */
export function callsView({ opened, redraw }) {
  const { id } = opened().install;
  const calls = pages("/installs/{id}/calls", redraw, () => ({ path: { id } }));

  const list = () =>
    table({
      caption: "Calls to the other side, newest first",
      rows: calls.rows,
      columns: [
        {
          label: "Call",
          main: true,
          cell: ({ method, url, endpoint }) =>
            html`<div>
              ${endpoint}<br /><small><code class="address">${method} ${url}</code></small>
            </div>`,
        },
        { label: "Answer", cell: answer },
        { label: "When", cell: ({ created_at: time }) => ago(time) },
        { label: "Took", kind: "number", cell: ({ duration_ms: ms }) => duration(ms) },
        { label: "Size", kind: "number", cell: ({ bytes }) => size(bytes) },
      ],
    });

  return () =>
    card({
      flush: true,
      title: "Calls of the last 14 days",
      actions: smallButton("Refresh", () => calls.refresh()),
      body: show(calls, ({ data }) =>
        data.length === 0
          ? empty({
              icon: "pulse",
              title: "No calls yet",
              text: "Every request to the other side is listed here, without its secrets.",
            })
          : html`${list()}${pager(calls)}`,
      ),
    });
}
