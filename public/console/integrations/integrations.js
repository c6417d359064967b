import { get } from "/assets/ui/api.js";
import { ago, day } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { healthBadge, monogram, stateBadge } from "/assets/ui/integrations.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { badge, card, heading, pager, smallLink, table } from "/assets/ui/parts.js";
import { Pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { standingOf, upgradeLink } from "/console/integrations/versions.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {{ install: Schemas["Install"], listing: Schemas["Integration"] }} Row */

const browse = html`<a class="button main" href="/marketplace/">Browse the marketplace</a>`;

/**
 * A page of installs, each with its listing: its name, and how it has been doing.
 * @param {string | undefined} cursor
 */
async function load(cursor) {
  const page = await get("/installs", { query: { limit: 25, ...(cursor && { cursor }) } });
  const data = await Promise.all(
    page.data.map(async (install) => {
      const listing = await get("/marketplace/integrations/{slug}", { path: { slug: install.slug } });
      return { install, listing };
    }),
  );
  return { ...page, data };
}

/** @param {readonly (string | null)[]} times @returns {string | undefined} */
const latest = (times) =>
  times
    .flatMap((time) => (time === null ? [] : [time]))
    .toSorted()
    .at(-1);

/** @param {Row} row */
const name = ({ install, listing }) => html`
  <span class="named">
    ${monogram(listing.name)}
    <span>
      ${
        install.status === "uninstalled"
          ? listing.name
          : html`<a href="/console/integrations/integration/?id=${install.id}">${listing.name}</a>`
      }<br /><small>${listing.tagline}</small>
    </span>
  </span>
`;

/** @param {Row} row */
const openIncident = ({ listing }) => listing.incidents.find(({ is_open: isOpen }) => isOpen);

/** @param {Row} row */
const action = ({ install, listing }) => {
  const label = html`<span class="visually-hidden"> ${listing.name}</span>`;
  if (install.status === "uninstalled")
    return smallLink(html`Install again${label}`, `/console/integrations/install/?slug=${install.slug}`);
  if (install.status === "pending")
    return smallLink(html`Go on${label}`, `/console/integrations/install/?slug=${install.slug}`, "main");
  return smallLink(html`Manage${label}`, `/console/integrations/integration/?id=${install.id}`);
};

/** @param {Row} row */
const health = (row) => (openIncident(row) ? badge("bad", "Incident") : healthBadge(row.listing.health));

/** @param {string} caption @param {readonly Row[]} rows @param {boolean} isSandbox where nothing is called, so has no health */
const list = (caption, rows, isSandbox) =>
  table({
    caption,
    rows,
    columns: [
      { label: "Integration", main: true, cell: name },
      { label: "State", cell: ({ install }) => stateBadge(install.status) },
      ...(isSandbox ? [] : [{ label: "Health", cell: health }]),
      {
        label: "Last success",
        cell: ({ install }) => ago(latest(install.syncs.map(({ last_success_at: at }) => at))),
      },
      { label: "Actions", kind: "actions", cell: action },
    ],
  });

/** That the version in use ends. @param {Row} row */
const deadline = ({ install, listing }) => {
  const { present, next } = standingOf(install, listing.versions);
  if (!next || !present?.upgrade_deadline) return nothing;
  return note(
    "warn",
    html`<strong>${listing.name} ${present.version} runs until ${day(present.upgrade_deadline)}.</strong>
      <a href=${upgradeLink(install.id)}>See what ${next.version} changes, and upgrade</a>`,
  );
};

/** What a builder has to know before anything else. @param {readonly Row[]} rows */
const notices = (rows) =>
  rows.map((row) => {
    const { install, listing } = row;
    const incident = openIncident(row);
    if (incident) return note("bad", html`<strong>${incident.title}.</strong> Since ${ago(incident.opened_at)}.`);
    if (install.status !== "needs_attention") return deadline(row);
    return note(
      "warn",
      html`<strong>${listing.name} needs attention.</strong> ${install.status_reason}
        <a href="/console/integrations/integration/?id=${install.id}&view=settings">Put it right</a>`,
    );
  });

openBuilderPage(({ isSandbox, redraw }) => {
  const installs = new Pages(load, redraw);
  installs.refresh();

  /** @param {Row[]} rows */
  const whole = (rows) => {
    const present = rows.filter(({ install }) => install.status !== "uninstalled");
    const former = rows.filter(({ install }) => install.status === "uninstalled");
    return html`<div class="stack">
      ${notices(present)}
      ${card({
        flush: true,
        body: html`${
          present.length === 0
            ? empty({
                icon: "plug",
                title: "Nothing is connected yet",
                text: "An integration brings what another service knows into your projects, or sends your data there. The marketplace says of each what it reads and writes.",
                action: browse,
              })
            : list("Installed integrations", present, isSandbox)
        }${pager(installs)}`,
      })}
      ${former.length > 0 ? card({ title: "Uninstalled", flush: true, body: list("Uninstalled integrations", former, isSandbox) }) : nothing}
    </div>`;
  };

  return () => html`
    ${heading({
      title: "Your integrations",
      lead: isSandbox
        ? "What is connected to the sandbox. Nothing leaves it: other sides answer as was recorded of them."
        : "What is connected to your business, and how it is doing.",
      actions: browse,
    })}
    ${show(installs, ({ data }) => whole(data))}
  `;
});
