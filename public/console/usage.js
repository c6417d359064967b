import { barChart } from "/assets/ui/chart.js";
import { shortDay } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const DAY_MS = 86_400_000;

/** @returns {string[]} the last seven days in UTC, as usage is counted, oldest first */
const lastDays = (now = Date.now()) =>
  Array.from({ length: 7 }, (_, index) => new Date(now - (6 - index) * DAY_MS).toISOString().slice(0, 10));

/** @type {readonly { name: string, tone: "good" | "warn" | "bad", holds: (status: number) => boolean }[]} */
const CLASSES = [
  { name: "Succeeded", tone: "good", holds: (status) => status < 400 },
  { name: "Refused (4xx)", tone: "warn", holds: (status) => status >= 400 && status < 500 },
  { name: "Failed (5xx)", tone: "bad", holds: (status) => status >= 500 },
];

/** @param {readonly Schemas["UsageRow"][]} rows of the last seven days */
export function usageChart(rows) {
  const days = lastDays();
  const series = CLASSES.map(({ name, tone, holds }) => ({
    name,
    tone,
    values: days.map((day) =>
      rows.filter((row) => row.day === day && holds(row.status)).reduce((sum, { calls }) => sum + calls, 0),
    ),
  }));
  if (rows.length === 0) return html`<p class="soft">No requests in these days.</p>`;
  return html`${barChart({ caption: "Requests a day", labels: days.map((day) => shortDay(day)), series })}`;
}
