import { get } from "/assets/ui/api.js";
import { ago, number } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { openAdminPage } from "/assets/ui/page.js";
import { card, heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";

/** Lists are counted up to here. */
const MOST = 100;

/** @param {readonly unknown[]} rows */
const counted = (rows) => (rows.length >= MOST ? `${number(MOST)}+` : number(rows.length));

async function load() {
  const [
    { data: integrations },
    { data: incidents },
    { data: reviews },
    { data: reported },
    { data: jurisdictions },
    { data: alerts },
  ] = await Promise.all([
    get("/admin/integrations"),
    get("/marketplace/incidents", { query: { is_open: true, limit: MOST } }),
    get("/admin/app-reviews", { query: { "state[in]": ["submitted", "in_review"], limit: MOST } }),
    get("/admin/integration-reviews", { query: { is_reported: true, limit: MOST } }),
    get("/admin/jurisdiction-reports", { query: { status: "open", limit: MOST } }),
    get("/admin/contract-alerts", { query: { is_open: true, limit: MOST } }),
  ]);
  const off = integrations.filter(({ kill_switch: off }) => off !== null);
  const overdue = reviews.filter(({ is_overdue: late }) => late);
  return { off, incidents, reviews, overdue, reported, jurisdictions, alerts };
}
/** @typedef {Awaited<ReturnType<typeof load>>} State */

/** @param {{ href: string, label: string, rows: readonly unknown[], bad?: boolean }} tile */
const tile = ({ href, label, rows, bad = false }) =>
  html`<li>
    <a href=${href} data-tone=${bad && rows.length > 0 ? "bad" : "neutral"}
      ><strong>${counted(rows)}</strong><span>${label}</span></a
    >
  </li>`;

/** @param {State} state */
const tiles = ({ off, incidents, reviews, overdue, reported, jurisdictions, alerts }) => html`
  <ul class="number-tiles">
    ${tile({ href: "/admin/incidents/", label: "Incidents going on", rows: incidents, bad: true })}
    ${tile({ href: "/admin/integrations/", label: "Integrations switched off", rows: off, bad: true })}
    ${tile({ href: "/admin/app-reviews/", label: "Apps waiting for a review", rows: reviews })}
    ${tile({ href: "/admin/app-reviews/", label: "Overdue app reviews", rows: overdue, bad: true })}
    ${tile({ href: "/admin/integration-reviews/", label: "Reported reviews", rows: reported })}
    ${tile({ href: "/admin/jurisdictions/", label: "Reports of jurisdictions", rows: jurisdictions })}
    ${tile({ href: "/admin/deprecations/?view=alerts", label: "Contract alerts", rows: alerts, bad: true })}
  </ul>
`;

/** @param {State} state */
const open = ({ incidents }) =>
  card({
    title: "Going on now",
    body:
      incidents.length === 0
        ? html`<p class="soft">No integration is in trouble.</p>`
        : html`<ul class="plain-list">
            ${incidents.map(
              ({ title, opened_at: since }) =>
                html`<li><a href="/admin/incidents/">${title}</a> <span class="soft">since ${ago(since)}</span></li>`,
            )}
          </ul>`,
  });

openAdminPage(({ redraw }) => {
  const state = resource(load, redraw);
  return () => html`
    ${heading({ title: "Administration", lead: "What waits for somebody who runs the platform." })}
    ${show(state, (value) => html`<div class="stack">${tiles(value)} ${open(value)}</div>`)}
  `;
});
