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

/** @typedef {Schemas["AdminIntegration"]["versions"][number]} Version */
/** @typedef {{ name: string, slug: string, version: Version, next: string, misfits: number }} Row */

/**
 * @param {readonly Schemas["AdminIntegration"][]} integrations
 * @param {readonly Schemas["ContractAlert"][]} alerts that are open
 * @returns {Row[]} what ends next first, what stays last
 */
const rowsOf = (integrations, alerts) =>
  integrations
    .flatMap(({ name, slug, versions }) => {
      const next = versions.find(({ status }) => status === "current")?.name ?? "–";
      return versions.map((version) => {
        const own = alerts.filter((alert) => alert.slug === slug && alert.version === version.name);
        return { name, slug, version, next, misfits: new Set(own.map(({ endpoint }) => endpoint)).size };
      });
    })
    .toSorted((a, b) => endOf(a).localeCompare(endOf(b)) || a.name.localeCompare(b.name));

/** @param {Row} row @returns {string} sorts what has no end behind what has one */
const endOf = ({ version: { status, upgrade_deadline: end } }) => end ?? (status === "deprecated" ? "x" : "y");

/** @param {Row} row */
const end = ({ version: { status, upgrade_deadline: deadline }, next }) => {
  if (status === "current") return "–";
  return html`<div>
    ${deadline === null ? "No day yet" : html`${day(deadline)} ${left(deadline)}`}<br /><small
      >goes on as ${next}</small
    >
  </div>`;
};

/** @param {Row} row */
const fit = ({ misfits }) =>
  misfits === 0
    ? badge("good", "Fits")
    : html`<div>
        ${badge("bad", misfits === 1 ? "1 endpoint differs" : `${number(misfits)} endpoints differ`)}<br /><a
          href="/admin/deprecations/?view=alerts"
          >See how</a
        >
      </div>`;

/**
 * The versions of all integrations: what they speak, whether it still fits, and how long they stay.
 * @param {readonly Schemas["AdminIntegration"][]} integrations
 * @param {readonly Schemas["ContractAlert"][]} alerts that are open
 */
export const integrationVersions = (integrations, alerts) =>
  card({
    title: "Integrations",
    flush: true,
    body: html`${table({
        caption: "Versions of integrations",
        rows: rowsOf(integrations, alerts),
        columns: [
          {
            label: "Integration",
            main: true,
            cell: ({ name, slug, version }) =>
              html`<a href="/marketplace/${slug}/#versions">${name} ${version.name}</a>`,
          },
          { label: "Other side", cell: ({ version }) => version.upstream },
          {
            label: "State",
            cell: ({ version }) =>
              version.status === "current" ? badge("good", "Current") : badge("warn", "Deprecated"),
          },
          { label: "Ends", cell: end },
          { label: "Answers", cell: fit },
        ],
      })}
      <p class="padded soft">
        Builders are told 90, 30 and 7 days before, and the day before. After the day an install is moved by itself
        where nothing changes, and stops otherwise.
      </p>`,
  });
