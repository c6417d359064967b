import { get, getVersioned } from "/assets/ui/api.js";
import { ago, day } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { monogram, stateBadge } from "/assets/ui/integrations.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { heading, tabs } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { buttons } from "/console/integrations/integration/actions.js";
import { callsView } from "/console/integrations/integration/calls.js";
import { dataView } from "/console/integrations/integration/data.js";
import { LINKED } from "/console/integrations/integration/linked.js";
import { linksView } from "/console/integrations/integration/links.js";
import { overview } from "/console/integrations/integration/overview.js";
import { reviewView } from "/console/integrations/integration/review.js";
import { runsView } from "/console/integrations/integration/runs.js";
import { settingsView } from "/console/integrations/integration/settings.js";
import { daysUntil, standingOf, upgradeLink } from "/console/integrations/versions.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/**
 * @typedef {object} Opened
 * @property {Schemas["Install"]} install
 * @property {string | undefined} etag
 * @property {Schemas["Integration"]} listing
 */
/**
 * What a view of an integration works with.
 * @typedef {object} Place
 * @property {() => Opened} opened
 * @property {() => Promise<void>} reload
 * @property {() => void} redraw
 */

const VIEWS = {
  overview: { label: "Overview", build: overview },
  runs: { label: "Runs", build: runsView },
  calls: { label: "Calls", build: callsView },
  data: { label: "Data", build: dataView },
  links: { label: "Links", build: linksView },
  settings: { label: "Settings", build: settingsView },
  review: { label: "Review", build: reviewView },
};

const search = new URLSearchParams(location.search);
const id = search.get("id") ?? "";
const asked = search.get("view") ?? "overview";
const view = /** @type {keyof typeof VIEWS} */ (Object.hasOwn(VIEWS, asked) ? asked : "overview");

/** From so many days before its end on a version is called urgent to leave. */
const URGENT_DAYS = 7;

/** Views of what comes by syncs. */
const OF_SYNCS = new Set(["runs", "data"]);

/** Only what both sides have is linked, and only syncs bring something. @param {string} name of a view @param {Opened} opened */
function isOffered(name, { install, listing }) {
  if (name === view) return true;
  if (name === "links") return (listing.install_form?.syncs ?? []).some(({ model }) => LINKED.has(model));
  return !OF_SYNCS.has(name) || install.syncs.length > 0;
}

/** What stands over every view. @param {Opened} opened */
function notices({ install, listing }) {
  const incident = listing.incidents.find(({ is_open: isOpen }) => isOpen);
  const { present, next } = standingOf(install, listing.versions);
  return html`
    ${
      incident
        ? note(
            "bad",
            html`<strong>${incident.title}.</strong> Since ${ago(incident.opened_at)}; no calls go out until it is over.
              ${incident.updates[0]?.body ?? nothing}`,
          )
        : nothing
    }
    ${
      install.status === "needs_attention"
        ? note(
            "warn",
            html`<strong>It needs you.</strong> ${install.status_reason}
              <a
                href=${install.link_path ? `/console/integrations/install/?slug=${install.slug}` : `?id=${install.id}&view=settings`}
                >Put it right</a
              >`,
          )
        : nothing
    }
    ${
      present?.status === "deprecated"
        ? note(
            present.upgrade_deadline !== null && daysUntil(present.upgrade_deadline) <= URGENT_DAYS ? "bad" : "warn",
            html`<strong>Version ${present.version} is on its way out.</strong> ${
                present.upgrade_deadline ? `It runs until ${day(present.upgrade_deadline)}.` : nothing
              }
              ${next ? html`<a href=${upgradeLink(install.id)}>See what ${next.version} changes, and upgrade</a>` : nothing}`,
          )
        : nothing
    }
  `;
}

openBuilderPage(({ redraw }) => {
  const opened = resource(async () => {
    const { body: install, etag } = await getVersioned("/installs/{id}", { path: { id } });
    const listing = await get("/marketplace/integrations/{slug}", { path: { slug: install.slug } });
    return { install, etag, listing };
  }, redraw);
  /** @type {(() => unknown) | undefined} */
  let draw;

  /** @param {Opened} value */
  const whole = (value) => {
    const { install, listing } = value;
    const place = {
      opened: () => opened.value ?? value,
      reload: () => opened.load(),
      redraw,
    };
    if (install.status === "uninstalled" || install.status === "pending")
      return empty({
        icon: "plug",
        title: install.status === "pending" ? `${listing.name} is not connected yet` : `${listing.name} is uninstalled`,
        text: install.status === "pending" ? "A step is left to do." : "Nothing runs any more.",
        action: html`<a class="button main" href="/console/integrations/install/?slug=${install.slug}"
          >${install.status === "pending" ? "Go on installing" : "Install it again"}</a
        >`,
      });
    draw ??= VIEWS[view].build(place);
    return html`
      ${tabs(
        "Views",
        Object.entries(VIEWS)
          .filter(([name]) => isOffered(name, value))
          .map(([name, { label }]) => ({ href: `?id=${id}&view=${name}`, label, current: name === view })),
      )}
      <div class="stack">${notices(value)} ${draw()}</div>
    `;
  };

  return () => html`
    ${heading({
      title: opened.value
        ? html`<span class="named"
            >${monogram(opened.value.listing.name)}${opened.value.listing.name}
            ${stateBadge(opened.value.install.status)}</span
          >`
        : "Integration",
      back: { href: "/console/integrations/", label: "Integrations" },
      actions: opened.value ? buttons({ ...opened.value, reload: () => opened.load() }) : undefined,
    })}
    ${show(opened, whole)}
  `;
});
