import { post } from "/assets/ui/api.js";
import { ago, at, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { healthBadge, rhythm, spoken } from "/assets/ui/integrations.js";
import { toast } from "/assets/ui/overlay.js";
import { card, copyable, facts, smallButton, table } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { show } from "/assets/ui/resource.js";
import { followRuns, progressList } from "/console/integrations/live-runs.js";
import { standingOf, upgradeLink } from "/console/integrations/versions.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/integrations/integration/integration.js").Place} Place */

/** @param {Schemas["Install"]} install @param {Schemas["Integration"]} listing */
const versionOf = (install, listing) => {
  const { next, previous } = standingOf(install, listing.versions);
  if (!next && !previous) return install.version;
  const said = next ? `upgrade to ${next.version}` : `go back to ${previous?.version}`;
  return html`${install.version} (<a href=${upgradeLink(install.id)}>${said}</a>)`;
};

/** @param {import("/console/integrations/integration/integration.js").Opened} opened */
const details = ({ install, listing }) =>
  card({
    title: "Details",
    body: facts([
      ["Health, all builders, 24 hours", healthBadge(listing.health)],
      ["Version", versionOf(install, listing)],
      ["Installed", at(install.installed_at)],
      ...(install.syncs.length > 0 ? [firstData(install)] : []),
      ...(install.link_path === null || install.status === "pending" ? [] : [signInAgain(install, listing)]),
      ["Listing", html`<a href="/marketplace/${install.slug}/">${listing.name} in the marketplace</a>`],
      ...(install.webhook_path === null ? [] : webhookFacts(install.webhook_path, install.bad_signatures)),
    ]),
  });

/** @param {Schemas["Install"]} install @returns {readonly [string, unknown]} */
const firstData = ({ first_synced_at: time }) => ["First data", at(time, "Not yet")];

/**
 * A login at the other side that ends is let in again before it has.
 * @param {Schemas["Install"]} install
 * @param {Schemas["Integration"]} listing
 * @returns {readonly [string, unknown]}
 */
const signInAgain = ({ slug }, { name }) => [
  "Connection",
  html`<a href="/console/integrations/install/?slug=${slug}&again">Sign in again with ${name}</a>`,
];

/** @param {string} path @param {number} badSignatures @returns {(readonly [string, unknown])[]} */
const webhookFacts = (path, badSignatures) => [
  ["Address for its webhooks", copyable(`${location.origin}${path}`, "the webhook address")],
  ["Webhooks refused", `${number(badSignatures)} for a wrong signature`],
];

/** @param {import("/console/integrations/integration/integration.js").Opened} opened */
const agreed = ({ install }) =>
  card({
    title: "What you agreed to",
    body: html`<ul class="ticks">
      ${install.permissions.map((line) => html`<li>${line}</li>`)}
    </ul>`,
  });

/** @param {Place} place */
export function overview({ opened, reload, redraw }) {
  const { id } = opened().install;
  const followed = followRuns(id, redraw, () => void reload());
  void followed.runs.load().then(() => followed.watch());

  /** @param {string} [sync] */
  const syncNow = async (sync) => {
    try {
      const { syncs } = await post("/installs/{id}/sync", { path: { id }, body: sync ? { sync } : {} });
      followed.watch(syncs);
      redraw();
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
  };

  const syncTable = () =>
    table({
      caption: "What it does by itself",
      rows: opened().install.syncs,
      columns: [
        { label: "Sync", main: true, cell: ({ name }) => spoken(name) },
        { label: "Rhythm", cell: ({ every_minutes: minutes }) => rhythm(minutes) },
        { label: "Last success", cell: ({ last_success_at: time }) => ago(time) },
        { label: "Next run", cell: ({ next_run_at: time }) => ago(time, "Not by itself") },
        {
          label: "Actions",
          kind: "actions",
          cell: ({ name }) =>
            opened().install.status === "active"
              ? smallButton("Run", () => syncNow(name), { label: `Run ${spoken(name)}`, disabled: followed.busy })
              : nothing,
        },
      ],
    });

  /** @param {Schemas["Install"]} install */
  const syncCards = (install) =>
    html`${card({
      title: "Syncs",
      flush: true,
      actions:
        install.status === "active"
          ? smallButton(followed.busy ? "Syncing…" : "Sync now", () => syncNow(), {
              look: "main",
              disabled: followed.busy,
            })
          : undefined,
      body: syncTable(),
    })}
    ${card({
      title: followed.busy ? "Under way" : "The latest runs",
      actions: html`<a href="?id=${id}&view=runs">All runs</a>`,
      body: show(followed.runs, ({ data }) =>
        data.length === 0 && !followed.busy ? html`<p class="soft">Nothing has run yet.</p>` : progressList(followed),
      ),
    })}`;

  return () => {
    const { install } = opened();
    return html` ${install.syncs.length > 0 ? syncCards(install) : nothing} ${details(opened())} ${agreed(opened())} `;
  };
}
