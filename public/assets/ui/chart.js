import { compact, number } from "/assets/ui/format.js";
import { html, nothing, svg } from "/assets/ui/html.js";

/** @typedef {{ name: string, tone: "good" | "warn" | "bad" | "info", values: readonly number[] }} Series */

/** Drawn for the width there is, so that its words stay readable on a phone. */
const WIDTH = matchMedia("(max-width: 30rem)").matches ? 360 : matchMedia("(max-width: 60rem)").matches ? 640 : 960;
const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 26;
const TOP = 8;
/** What a label such as `Wed 23` takes. */
const LABEL = 52;

/** The next round number: 1, 2 or 5 times a power of ten. @param {number} value */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const factor = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10;
  return Math.max(factor * power, 4);
}

/** @param {number} most @returns {number} the values on the axis, 0 apart */
const stepsOf = (most) => (most % 4 === 0 ? 4 : 5);

/** @param {number} most */
const axis = (most) => {
  const steps = stepsOf(most);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const y = HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * step) / steps;
    return svg`<line class="chart-grid" x1=${LEFT} x2=${WIDTH} y1=${y} y2="${y}"/>
      <text class="chart-label" x=${LEFT - 8} y=${y + 4} text-anchor="end">${compact((most * step) / steps)}</text>`;
  });
};

/**
 * The same numbers for those who do not see the picture.
 * @param {{ caption: string, labels: readonly string[], series: readonly Series[] }} data
 */
const numbers = ({ caption, labels, series }) => html`
  <div class="visually-hidden">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${labels.map(
          (label, index) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${series.map(({ values }) => html`<td>${number(values[index] ?? 0)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;

/** @param {readonly Series[]} series */
const legend = (series) => html`
  <ul class="legend">
    ${series.map(({ name, tone, values }) => {
      const sum = values.reduce((all, value) => all + value, 0);
      return html`<li><span class="dot" data-tone=${tone}></span>${name}<strong>${number(sum)}</strong></li>`;
    })}
  </ul>
`;

/**
 * Bars, one a label, made up of the series.
 * @param {{ caption: string, labels: readonly string[], series: readonly Series[] }} data
 */
export function barChart({ caption, labels, series }) {
  const totals = labels.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const most = roundUp(Math.max(...totals));
  const plot = HEIGHT - BOTTOM - TOP;
  const slot = (WIDTH - LEFT) / Math.max(labels.length, 1);
  const width = Math.min(slot * 0.62, 56);
  const every = Math.ceil(LABEL / slot);
  const bars = labels.map((label, index) => {
    const x = LEFT + slot * index + (slot - width) / 2;
    let y = HEIGHT - BOTTOM;
    const parts = series.map(({ tone, values }) => {
      const height = (plot * (values[index] ?? 0)) / most;
      y -= height;
      return height > 0
        ? svg`<rect class="chart-part" data-tone=${tone} x=${x} y=${y} width=${width} height="${height}"/>`
        : nothing;
    });
    const said = series.map(({ name, values }) => `${name}: ${number(values[index] ?? 0)}`).join(", ");
    return svg`<g><title>${label} – ${said}</title>
      <rect class="chart-hit" x=${LEFT + slot * index} y=${TOP} width=${slot} height="${plot}"/>${parts}
      ${
        (labels.length - 1 - index) % every === 0
          ? svg`<text class="chart-label" x=${x + width / 2} y=${HEIGHT - 8} text-anchor="middle">${label}</text>`
          : nothing
      }</g>`;
  });
  return html`<figure class="chart">
    ${legend(series)}
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${axis(most)}${bars}</svg>
    ${numbers({ caption, labels, series })}
  </figure>`;
}

/**
 * Lines, one a series.
 * @param {{ caption: string, labels: readonly string[], series: readonly Series[] }} data
 */
export function lineChart({ caption, labels, series }) {
  const most = roundUp(Math.max(...series.flatMap(({ values }) => values)));
  const plot = HEIGHT - BOTTOM - TOP;
  const slot = (WIDTH - LEFT) / Math.max(labels.length, 1);
  /** @param {number} index @param {number} value */
  const point = (index, value) => `${LEFT + slot * (index + 0.5)},${HEIGHT - BOTTOM - (plot * value) / most}`;
  const every = Math.ceil(labels.length / 8);
  return html`<figure class="chart">
    ${legend(series)}
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
      ${axis(most)}
      ${series.map(
        ({ tone, values }) =>
          svg`<polyline class="chart-line" data-tone=${tone} points="${values.map((value, index) => point(index, value)).join(" ")}"/>`,
      )}
      ${labels.map((label, index) =>
        index % every === 0
          ? svg`<text class="chart-label" x=${LEFT + slot * (index + 0.5)} y=${HEIGHT - 8} text-anchor="middle">${label}</text>`
          : nothing,
      )}
    </svg>
    ${numbers({ caption, labels, series })}
  </figure>`;
}
