import { post } from "/assets/ui/api.js";
import { askFor } from "/assets/ui/ask.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { openAdminPage } from "/assets/ui/page.js";
import { badge, card, facts, heading, pager, smallButton, tabs } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { takeUp } from "/admin/jurisdictions/take-up.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["JurisdictionReport"]} Report */

/** @type {Record<Report["status"], string>} */
const VIEWS = { open: "To decide", approved: "Taken up", rejected: "Turned down" };
const asked = new URLSearchParams(location.search).get("view") ?? "open";
const view = /** @type {Report["status"]} */ (Object.hasOwn(VIEWS, asked) ? asked : "open");

/** @type {Record<Report["kind"], string>} */
const KINDS = {
  new_jurisdiction: "Not in the registry",
  portal_changed: "Its portal has moved",
  api_down: "Its system does not answer",
  does_not_work: "Filing does not work",
  other: "Something else",
};

/** @type {Record<NonNullable<Report["facts"]["platform"]>, string>} */
const PLATFORMS = { accela: "Accela", opengov: "OpenGov", other: "Another software", none: "None" };

/** @param {Report} report */
const turnDown = ({ id }) =>
  askFor({
    title: "Turn the report down?",
    text: html`<p>The registry stays as it is.</p>`,
    name: "note",
    label: "What its reporter is told",
    maxLength: 2000,
    action: "Turn it down",
    tone: "bad",
    send: (words) => post("/admin/jurisdiction-reports/{id}/reject", { path: { id }, body: { note: words } }),
  });

/** @param {string} address */
const link = (address) => html`<a href=${address} rel="noreferrer">${address}</a>`;

/** @param {Report} report */
const nameOf = ({ facts: { name, state }, jurisdiction_name: known }) =>
  known ?? [name, state].filter(Boolean).join(", ");

/** @param {Report} report */
const said = ({ facts: { county, kind, platform, agency_code: agency, portal_url: portal, source_url: source } }) =>
  facts(
    /** @type {[string, unknown][]} */ ([
      ["County", county],
      ["What it is", kind && spoken(kind)],
      ["Software", platform && PLATFORMS[platform]],
      ["Called there", agency],
      ["Portal", portal && link(portal)],
      ["Said at", source && link(source)],
    ]).filter(([, value]) => value),
  );

/** @param {Report} report @param {(action: (report: Report) => Promise<boolean>) => void} run */
const one = (report, run) =>
  card({
    title: html`<span class="named">${nameOf(report)} ${badge("info", KINDS[report.kind])}</span>`,
    actions:
      report.status === "open"
        ? html`<div class="row">
            ${smallButton("Turn down", () => run(turnDown), { label: `Turn down the report of ${nameOf(report)}`, look: "bad-text" })}
            ${smallButton("Take up", () => run(takeUp), { label: `Take up the report of ${nameOf(report)}` })}
          </div>`
        : nothing,
    body: html`
      <p class="soft">Reported ${ago(report.created_at)}</p>
      ${report.note ? html`<p class="said">${report.note}</p>` : nothing} ${said(report)}
      ${
        report.decided_at
          ? note("info", html`<strong>Decided ${ago(report.decided_at)}.</strong> ${report.decision_note ?? nothing}`)
          : nothing
      }
    `,
  });

openAdminPage(({ redraw }) => {
  const reports = pages("/admin/jurisdiction-reports", redraw, () => ({ query: { status: view } }));

  /** @param {Report} report @param {(report: Report) => Promise<boolean>} action */
  const run = async (report, action) => {
    if (await action(report)) reports.refresh();
  };

  return () => html`
    ${heading({
      title: "Jurisdictions",
      lead: "What builders report of the registry. What is taken up is everybody's from then on.",
    })}
    ${tabs(
      "Reports",
      Object.entries(VIEWS).map(([name, label]) => ({ href: `?view=${name}`, label, current: name === view })),
    )}
    ${show(reports, ({ data }) =>
      data.length === 0
        ? card({
            body: empty({
              icon: "home",
              title: view === "open" ? "Nothing to decide" : "None",
              text: "A builder whose jurisdiction is missing, or entered wrongly, reports it from the permit's page.",
            }),
          })
        : html`<div class="stack">
            ${data.map((report) => one(report, (action) => void run(report, action)))}${pager(reports)}
          </div>`,
    )}
  `;
});
