import { get } from "/assets/ui/api.js";
import { barChart } from "/assets/ui/chart.js";
import { number, percent, shortDay } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge, card, table } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/developer/apps/app/app.js").Place} Place */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */
/** @typedef {Schemas["AppHealth"]} Health */

/** @type {Record<Health["state"], readonly [Tone, string]>} */
const STATES = { good: ["good", "Good"], warning: ["warn", "Warning"], critical: ["bad", "Critical"] };
const KINDS = {
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  429: "Too many requests",
  "5xx": "Failed on our side",
};

/** @param {Health["days"][number]} day @param {readonly string[]} kinds */
const sum = ({ by_kind: by }, kinds) => kinds.reduce((total, kind) => total + (by[kind] ?? 0), 0);

/** @param {Health} health */
function chart({ days }) {
  const refused = days.map((day) => sum(day, ["401", "403", "404", "429"]));
  const failed = days.map((day) => sum(day, ["5xx"]));
  const other = days.map(({ calls }, index) => calls - (refused[index] ?? 0) - (failed[index] ?? 0));
  return barChart({
    caption: "Calls a day, of the last 14 days in UTC",
    labels: days.map(({ day }) => shortDay(day)),
    series: [
      { name: "Other answers", tone: "good", values: other },
      { name: "Refused (401, 403, 404, 429)", tone: "warn", values: refused },
      { name: "Failed (5xx)", tone: "bad", values: failed },
    ],
  });
}

/** @param {Health} health */
const rates = ({ rates: rows }) =>
  table({
    caption: "Failures by kind",
    rows,
    columns: [
      { label: "Answer", main: true, cell: ({ kind }) => html`<div>${KINDS[kind]}<br /><small>${kind}</small></div>` },
      { label: "Calls", kind: "number", cell: ({ calls }) => number(calls) },
      { label: "Share", kind: "number", cell: ({ percent: share }) => percent(share / 100) },
      { label: "State", cell: ({ state }) => badge(...STATES[state]) },
    ],
  });

/** @param {Health} health */
const deprecated = ({ deprecated_operations: rows }) =>
  rows.length === 0
    ? html`<p class="padded soft">It calls nothing that is on its way out.</p>`
    : table({
        caption: "Operations on their way out",
        rows,
        columns: [
          { label: "Operation", main: true, cell: ({ operation }) => html`<code>${operation}</code>` },
          { label: "Calls", kind: "number", cell: ({ calls }) => number(calls) },
        ],
      });

/** @param {Place} place */
export function healthView({ opened, redraw }) {
  const { id } = opened().app;
  const health = resource(() => get("/developer/apps/{id}/health", { path: { id } }), redraw);
  /** @param {Health} value */
  const whole = (value) => html`
    ${card({
      title: html`<span class="named"
        >Calls, last 14 days ${value.total_calls === 0 ? nothing : badge(...STATES[value.state])}</span
      >`,
      actions: html`<a class="button small" href="/api/v1/developer/apps/${id}/health?format=csv" download>CSV</a>`,
      body:
        value.total_calls === 0
          ? empty({
              icon: "pulse",
              title: "No calls yet",
              text: "Calls with the tokens of this app are counted here within seconds, from sandboxes too.",
            })
          : chart(value),
    })}
    ${value.total_calls === 0 ? nothing : card({ title: "Failures", flush: true, body: rates(value) })}
    ${card({ title: "On its way out", flush: true, body: deprecated(value) })}
  `;
  return () => html`${show(health, whole)}`;
}
