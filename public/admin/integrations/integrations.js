import { get, post, put } from "/assets/ui/api.js";
import { askFor } from "/assets/ui/ask.js";
import { ago, day, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { healthBadge, monogram } from "/assets/ui/integrations.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { openAdminPage } from "/assets/ui/page.js";
import { badge, card, heading, smallButton, table } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AdminIntegration"]} Integration */
/** @typedef {{ integration: Integration, listing: Schemas["Integration"] }} Row */

/** @returns {Promise<Row[]>} */
async function load() {
  const { data } = await get("/admin/integrations");
  return await Promise.all(
    data.map(async (integration) => ({
      integration,
      listing: await get("/marketplace/integrations/{slug}", { path: { slug: integration.slug } }),
    })),
  );
}

/** @param {number} count */
const builders = (count) => (count === 1 ? "1 builder has" : `${number(count)} builders have`);

/** @param {Row} row @returns {Promise<boolean>} whether it is off */
const kill = ({ integration: { slug, name }, listing }) =>
  askFor({
    title: `Switch ${name} off for everyone?`,
    text: html`<p>
        As soon as this has succeeded no further call to the other side begins, from any builder. Syncs under way stop
        at their next call; nothing that was brought is deleted.
      </p>
      <p>
        ${builders(listing.install_count)} it installed. They are told that it has been temporarily disabled due to a
        known issue, and its listing shows an incident until you restore it.
      </p>`,
    name: "reason",
    label: "Why, for the audit log",
    maxLength: 500,
    action: "Switch it off",
    tone: "bad",
    send: (reason) => post("/admin/integrations/{slug}/kill", { path: { slug }, body: { reason } }),
  });

/** @param {Row} row @returns {Promise<boolean>} */
async function restore({ integration: { slug, name } }) {
  const sure = await confirm({
    title: `Switch ${name} on again?`,
    text: html`<p>Its calls go out again at once. The incident ends, and the notice to builders is withdrawn.</p>`,
    action: "Switch it on",
    tone: "main",
  });
  if (sure) await post("/admin/integrations/{slug}/restore", { path: { slug } });
  return sure;
}

/** @param {Row} row @returns {Promise<boolean>} */
async function reset({ integration: { slug, name } }) {
  const sure = await confirm({
    title: `Close the breakers of ${name}?`,
    text: html`<p>
      Calls go out at once, from every builder, instead of after the next probe. If the other side is still away the
      breaker opens again after a few failures.
    </p>`,
    action: "Close the breakers",
    tone: "main",
  });
  if (sure) await post("/admin/integrations/{slug}/breaker/reset", { path: { slug } });
  return sure;
}

/** @param {Row} row @returns {Promise<boolean>} */
async function feature({ integration: { slug }, listing }) {
  await put("/admin/integrations/{slug}/featured", { path: { slug }, body: { is_featured: !listing.is_featured } });
  return true;
}

/** @param {Integration["versions"][number]["breaker"]} breaker */
const breakerBadge = ({ state, failures, opened_at: opened, next_probe_at: probe }) =>
  state === "open"
    ? html`<div>
        ${badge("bad", "Open: calls are cut off")}<br /><small
          >since ${ago(opened)}, tried again
          ${probe && Date.parse(probe) > Date.now() ? ago(probe) : "with the next call"}</small
        >
      </div>`
    : failures > 0
      ? badge("warn", `Closed, ${failures} failed in a row`)
      : badge("good", "Closed");

/** @param {Integration} integration */
const versions = ({ name, versions: all }) =>
  table({
    caption: `Versions of ${name}`,
    rows: all,
    columns: [
      { label: "Version", main: true, cell: ({ name: version }) => version },
      { label: "Other side", cell: ({ upstream }) => upstream },
      {
        label: "State",
        cell: ({ status, upgrade_deadline: deadline }) =>
          status === "current"
            ? badge("good", "Current")
            : badge("warn", deadline ? `Until ${day(deadline)}` : "Deprecated"),
      },
      { label: "Breaker", cell: ({ breaker }) => breakerBadge(breaker) },
    ],
  });

/** @typedef {(action: (row: Row) => Promise<boolean>, row: Row, done: string) => void} Run */

/** @param {Row} row @param {Run} run */
const buttons = (row, run) => {
  const { name, kill_switch: off, versions: all } = row.integration;
  const tripped = all.some(({ breaker }) => breaker.state === "open" || breaker.failures > 0);
  const { is_featured: isFeatured } = row.listing;
  const [feat, featured] = isFeatured
    ? ["Stop featuring", `${name} is no longer featured.`]
    : ["Feature", `${name} is featured.`];
  return html`<div class="row">
    ${smallButton(feat, () => run(feature, row, featured), { label: `${feat} ${name}` })}
    ${
      tripped
        ? smallButton("Reset breakers", () => run(reset, row, `The breakers of ${name} are closed.`), {
            label: `Reset breakers of ${name}`,
          })
        : nothing
    }
    ${
      off
        ? smallButton("Restore", () => run(restore, row, `${name} works again.`), {
            label: `Restore ${name}`,
            look: "main",
          })
        : smallButton("Switch off", () => run(kill, row, `${name} is switched off.`), {
            label: `Switch off ${name}`,
            look: "bad-text",
          })
    }
  </div>`;
};

/** @param {Row} row @param {Run} run */
const one = (row, run) => {
  const { integration, listing } = row;
  const { kill_switch: off, incident } = integration;
  return card({
    flush: true,
    title: html`<span class="named"
      >${monogram(integration.name)}${integration.name}
      ${off ? badge("bad", "Switched off") : healthBadge(listing.health)}
      <span class="soft regular">${builders(listing.install_count)} it</span></span
    >`,
    actions: buttons(row, run),
    body: html`
      ${
        off
          ? html`<div class="padded">
              ${note("bad", html`<strong>Off since ${ago(off.killed_at)}.</strong> ${off.reason}`)}
            </div>`
          : nothing
      }
      ${
        incident && !off
          ? html`<div class="padded">
              ${note("warn", html`<strong>${incident.title}</strong>, since ${ago(incident.opened_at)}. <a href="/admin/incidents/">Its news</a>`)}
            </div>`
          : nothing
      }
      <div class="versions">${versions(integration)}</div>
    `,
  });
};

openAdminPage(({ redraw }) => {
  const rows = resource(load, redraw);

  /** @param {(row: Row) => Promise<boolean>} action @param {Row} row @param {string} done */
  const run = async (action, row, done) => {
    try {
      if (!(await action(row))) return;
      toast(done);
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    await rows.load();
  };

  return () => html`
    ${heading({
      title: "Integrations",
      lead: "Every integration that is built: whether it works, and the switches that cut it off.",
      actions: html`<button type="button" class="button" @click=${() => rows.refresh()}>Refresh</button>`,
    })}
    ${show(rows, (all) =>
      all.length === 0
        ? card({
            body: empty({
              icon: "plug",
              title: "None is built yet",
              text: "A connector appears here with its release.",
            }),
          })
        : html`<div class="stack">${all.map((row) => one(row, (...what) => void run(...what)))}</div>`,
    )}
  `;
});
