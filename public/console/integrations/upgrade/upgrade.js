import { get } from "/assets/ui/api.js";
import { html, nothing } from "/assets/ui/html.js";
import { monogram } from "/assets/ui/integrations.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty, note, skeleton } from "/assets/ui/states.js";
import { compareCard, revertCard, versionsCard } from "/console/integrations/upgrade/cards.js";
import { comparison } from "/console/integrations/upgrade/comparison.js";
import { Moves } from "/console/integrations/upgrade/moves.js";
import { standingOf } from "/console/integrations/versions.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {{ install: Schemas["Install"], listing: Schemas["Integration"] }} Opened */

const id = new URLSearchParams(location.search).get("id") ?? "";

/** @returns {Promise<Opened>} */
async function load() {
  const install = await get("/installs/{id}", { path: { id } });
  return { install, listing: await get("/marketplace/integrations/{slug}", { path: { slug: install.slug } }) };
}

/** @param {string} name */
const notInstalled = (name) =>
  card({
    body: empty({
      icon: "plug",
      title: `${name} is not installed`,
      text: "There is nothing to upgrade.",
      action: html`<a class="button" href="/console/integrations/">All integrations</a>`,
    }),
  });

/** @param {Opened} opened @param {Moves} moves */
const whole = ({ install, listing }, moves) => {
  if (install.status === "uninstalled" || install.status === "pending") return notInstalled(listing.name);
  const { present, next, previous } = standingOf(install, listing.versions);
  const { comparing, preview } = moves;
  return html`<div class="stack">
    ${
      next && present
        ? html`${versionsCard(listing, present, next)} ${compareCard(moves, next)}
          ${comparing.busy ? skeleton(4) : preview ? comparison(preview) : nothing}`
        : note("good", html`<strong>${install.version} is the newest version of ${listing.name}.</strong>`)
    }
    ${previous ? revertCard(moves, listing.name, previous) : nothing}
  </div>`;
};

openBuilderPage(({ redraw }) => {
  const opened = resource(load, redraw);
  const moves = new Moves(id, redraw, () => opened.load());
  return () => html`
    ${heading({
      title: opened.value
        ? html`<span class="named">${monogram(opened.value.listing.name)}Upgrade ${opened.value.listing.name}</span>`
        : "Upgrade an integration",
      back: {
        href: `/console/integrations/integration/?id=${id}`,
        label: opened.value?.listing.name ?? "Integration",
      },
    })}
    ${show(opened, (value) => whole(value, moves))}
  `;
});
