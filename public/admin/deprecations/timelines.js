import { day, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { badge, card, table } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/parts.js").Tone} Tone */

const DAY_MS = 86_400_000;

/** @param {string} date YYYY-MM-DD @returns {number} days until then; less than 0 once it is past */
const daysUntil = (date) => Math.ceil((Date.parse(`${date}T00:00:00Z`) - Date.now()) / DAY_MS);

/** @param {string} date */
const left = (date) => {
  const days = daysUntil(date);
  if (days <= 0) return badge("bad", "Over");
  return badge(
    days <= 30 ? "bad" : days <= 90 ? "warn" : "neutral",
    days === 1 ? "1 day left" : `${number(days)} days left`,
  );
};

/** A line from one day to another, with today on it. @param {string} from @param {string} until @param {string} what */
const bar = (from, until, what) => {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  const share = Math.round((100 * (Date.now() - begin)) / Math.max(end - begin, DAY_MS));
  return html`<meter
    min="0"
    max="100"
    value=${Math.min(100, Math.max(0, share))}
    aria-label="How much of ${what} is over"
  ></meter>`;
};

/** @type {Record<Schemas["ApiVersion"]["status"], readonly [Tone, string]>} */
const STATES = {
  preview: ["info", "Preview"],
  current: ["good", "Current"],
  deprecated: ["warn", "Deprecated"],
  sunset: ["bad", "Ended"],
};

/** @param {Schemas["ApiVersion"]} version */
const apiEnd = ({ version, deprecated, sunset }) =>
  sunset === null
    ? "–"
    : html`<div>
        ${day(sunset)} ${left(sunset)}<br />
        ${deprecated === null ? nothing : bar(deprecated, sunset, `the deprecation of ${version}`)}
      </div>`;

/**
 * The life of each version of the API.
 * @param {readonly Schemas["ApiVersion"][]} versions
 */
export const apiVersions = (versions) =>
  card({
    title: "The API",
    flush: true,
    body: html`${table({
        caption: "Versions of the API",
        rows: versions,
        columns: [
          { label: "Version", main: true, cell: ({ version }) => version },
          { label: "State", cell: ({ status }) => badge(...STATES[status]) },
          { label: "Released", cell: ({ released }) => day(released) },
          { label: "Deprecated", cell: ({ deprecated }) => (deprecated === null ? "–" : day(deprecated)) },
          { label: "Ends", cell: apiEnd },
        ],
      })}
      <p class="padded soft">
        A version ends at least twelve months after its deprecation, and says so in every answer until then.
      </p>`,
  });

/** @typedef {{ name: string, slug: string, version: Schemas["AdminIntegration"]["versions"][number], next: string }} Leaving */

/** @param {readonly Schemas["AdminIntegration"][]} integrations @returns {Leaving[]} the next to end first */
const leaving = (integrations) =>
  integrations
    .flatMap(({ name, slug, versions }) => {
      const next = versions.find(({ status }) => status === "current")?.name ?? "–";
      return versions.filter(({ status }) => status === "deprecated").map((version) => ({ name, slug, version, next }));
    })
    .toSorted((a, b) => (a.version.upgrade_deadline ?? "9").localeCompare(b.version.upgrade_deadline ?? "9"));

/**
 * The versions of integrations that are on their way out.
 * @param {readonly Schemas["AdminIntegration"][]} integrations
 */
export const integrationVersions = (integrations) => {
  const rows = leaving(integrations);
  return card({
    title: "Integrations",
    flush: true,
    body:
      rows.length === 0
        ? html`<p class="padded soft">Every version in use is current.</p>`
        : html`${table({
              caption: "Versions of integrations on their way out",
              rows,
              columns: [
                {
                  label: "Integration",
                  main: true,
                  cell: ({ name, slug, version }) =>
                    html`<a href="/marketplace/${slug}/#versions">${name} ${version.name}</a>`,
                },
                { label: "Other side", cell: ({ version }) => version.upstream },
                { label: "Goes on as", cell: ({ next }) => next },
                {
                  label: "Ends",
                  cell: ({ version: { upgrade_deadline: end } }) =>
                    end === null ? "No day yet" : html`<div>${day(end)} ${left(end)}</div>`,
                },
              ],
            })}
            <p class="padded soft">
              Builders are told 90, 30, 7 and 1 days before. After the day an install is moved by itself where nothing
              changes, and stops otherwise.
            </p>`,
  });
};
