import type { DayHealth } from "#modules/integration-health";
import { html, type Html } from "../html";

const WIDTH = 720;
const HEIGHT = 180;
const TOP = 12;
const BOTTOM = 24;
const LEFT = 60;
const PLOT = HEIGHT - TOP - BOTTOM;
/** What failed is seen, however little it is. */
const LEAST = 2;

const text = (value: number): string => value.toLocaleString("en-US");
const at = (value: number): string => String(Math.round(value * 10) / 10);

/** The next number that reads well: 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return Math.max(([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power, 2);
}

const share = ({ calls, failed }: DayHealth): string => (calls === 0 ? "–" : `${((100 * failed) / calls).toFixed(1)}%`);

/** The calls of 30 days, day by day: what worked, and on top of it what failed. The same numbers follow as a table. */
export function healthChart(days: readonly DayHealth[]): Html | undefined {
  const total = days.reduce((sum, { calls }) => sum + calls, 0);
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  if (total === 0) return undefined;
  const most = roundUp(Math.max(...days.map(({ calls }) => calls)));
  return html`<figure class="health">
    <figcaption>
      <span>Calls of the last 30 days, by day</span>
      <span class="key"><i class="good"></i>Worked ${text(total - failed)}</span>
      <span class="key"><i class="bad"></i>Failed ${text(failed)}</span>
    </figcaption>
    <svg viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" role="img" aria-label="${said(days, total, failed)}">
      ${[0, 0.5, 1].map((step) => gridLine(step, most))} ${days.map((day, index) => bar(day, index, days, most))}
    </svg>
    <details>
      <summary>The same as a table</summary>
      ${table(days)}
    </details>
  </figure>`;
}

function said(days: readonly DayHealth[], total: number, failed: number): string {
  const bad = days.filter((day) => day.failed > 0);
  const when = bad.length === 0 ? "" : `, on ${bad.length === 1 ? "one day" : `${bad.length} days`}`;
  return `${text(total)} calls in 30 days, of which ${text(failed)} failed${when}. The table below has each day.`;
}

function gridLine(step: number, most: number): Html {
  const y = at(TOP + PLOT * (1 - step));
  return html`<line class="grid" x1="${String(LEFT)}" x2="${String(WIDTH)}" y1="${y}" y2="${y}" /><text
      x="${String(LEFT - 8)}"
      y="${at(Number(y) + 4)}"
      text-anchor="end"
      >${text(most * step)}</text
    >`;
}

function bar(day: DayHealth, index: number, days: readonly DayHealth[], most: number): Html {
  const slot = (WIDTH - LEFT) / days.length;
  const [x, width] = [LEFT + slot * index + slot * 0.15, slot * 0.7];
  const bad = day.failed === 0 ? 0 : Math.max((PLOT * day.failed) / most, LEAST);
  const good = Math.max(0, (PLOT * day.calls) / most - bad);
  const base = TOP + PLOT;
  const part = (tone: string, y: number, height: number) =>
    height === 0
      ? undefined
      : html`<rect class="${tone}" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" />`;
  // A week apart, and none so near the end that it would be cut off.
  const label =
    index % 7 === 0
      ? html`<text x="${at(x + width / 2)}" y="${String(HEIGHT - 6)}" text-anchor="middle">${day.date.slice(5)}</text>`
      : undefined;
  return html`<g
    ><title>${day.date}: ${text(day.calls)} calls, ${text(day.failed)} failed</title
    >${part("good", base - good, good)}${part("bad", base - good - bad, bad)}${label}</g
  >`;
}

const table = (days: readonly DayHealth[]): Html =>
  html`<div class="table" role="region" aria-label="Calls by day" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Day, UTC</th>
          <th scope="col">Calls</th>
          <th scope="col">Failed</th>
          <th scope="col">Share</th>
          <th scope="col">95 % within</th>
        </tr>
      </thead>
      <tbody>
        ${days.toReversed().map(
          (day) =>
            html`<tr>
              <th scope="row">${day.date}</th>
              <td>${text(day.calls)}</td>
              <td>${text(day.failed)}</td>
              <td>${share(day)}</td>
              <td>${day.p95_ms === null ? "–" : `${text(day.p95_ms)} ms`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
