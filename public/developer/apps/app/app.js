import { getVersioned } from "/assets/ui/api.js";
import { html } from "/assets/ui/html.js";
import { monogram } from "/assets/ui/integrations.js";
import { openUserPage } from "/assets/ui/page.js";
import { heading, tabs } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { checksView } from "/developer/apps/app/checks.js";
import { healthView } from "/developer/apps/app/health.js";
import { listingView } from "/developer/apps/app/listing.js";
import { overview } from "/developer/apps/app/overview.js";
import { reviewsView } from "/developer/apps/app/reviews.js";
import { stateBadge } from "/assets/ui/app-parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {{ app: Schemas["DeveloperApp"], etag: string | undefined }} Opened */
/**
 * What a view of an application works with.
 * @typedef {object} Place
 * @property {() => Opened} opened
 * @property {() => Promise<void>} reload
 * @property {() => void} redraw
 */

const VIEWS = {
  overview: { label: "App", build: overview },
  listing: { label: "Listing", build: listingView },
  checks: { label: "Checks", build: checksView },
  reviews: { label: "Reviews", build: reviewsView },
  health: { label: "Health", build: healthView },
};

const search = new URLSearchParams(location.search);
const id = search.get("id") ?? "";
const asked = search.get("view") ?? "overview";
const view = /** @type {keyof typeof VIEWS} */ (Object.hasOwn(VIEWS, asked) ? asked : "overview");

openUserPage(({ redraw }) => {
  const opened = resource(async () => {
    const { body: app, etag } = await getVersioned("/developer/apps/{id}", { path: { id } });
    return { app, etag };
  }, redraw);
  /** @type {(() => unknown) | undefined} */
  let draw;

  /** @param {Opened} value */
  const whole = (value) => {
    draw ??= VIEWS[view].build({ opened: () => opened.value ?? value, reload: () => opened.load(), redraw });
    return html`
      ${tabs(
        "Views",
        Object.entries(VIEWS).map(([name, { label }]) => ({
          href: `?id=${id}&view=${name}`,
          label,
          current: name === view,
        })),
      )}
      <div class="stack">${draw()}</div>
    `;
  };

  /** @param {Schemas["DeveloperApp"]} app */
  const title = (app) =>
    html`<span class="named"
      >${app.logo_url ? html`<img class="monogram" src=${app.logo_url} alt="" />` : monogram(app.name)}${app.name}
      ${stateBadge(app.state)}</span
    >`;

  return () => html`
    ${heading({
      title: opened.value ? title(opened.value.app) : "App",
      back: { href: "/developer/apps/", label: "My apps" },
    })}
    ${show(opened, whole)}
  `;
});
