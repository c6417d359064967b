import { Filters, filterRow } from "/assets/ui/filters.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, card, pager, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { conflictCard } from "/console/integrations/integration/conflicts.js";
import { LINKED, nameOf } from "/console/integrations/integration/linked.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/integrations/integration/integration.js").Place} Place */
/** @typedef {Schemas["RecordLink"]} Link */

/** @type {Record<Link["state"], readonly [import("/assets/ui/parts.js").Tone, string]>} */
const STATES = {
  linked: ["good", "Alike"],
  conflict: ["warn", "In conflict"],
  unmatched: ["neutral", "No match"],
  unwritten: ["info", "Not there yet"],
};
const stateOptions = Object.entries(STATES).map(([value, [, label]]) => ({ value, label }));
const modelOptions = [...LINKED].map((value) => ({ value, label: spoken(value) }));

/** @param {string | null} time @param {unknown} name */
const side = (time, name) =>
  html`<div>${name}${time === null ? nothing : html`<br /><small>changed ${ago(time)}</small>`}</div>`;

/** @param {Link} link */
const ours = ({ model, entity, local, local_changed_at: time }) =>
  local === null
    ? html`<span class="soft">None of yours</span>`
    : side(time, html`${nameOf(model, local)} <small>${spoken(entity).toLowerCase()}</small>`);

/** @param {Link} link */
const theirs = ({ model, external_id: id, remote, remote_changed_at: time }) =>
  id === null
    ? html`<span class="soft">Not there yet</span>`
    : side(time, html`${nameOf(model, remote)} <small>${spoken(model).toLowerCase()}</small>`);

/** @param {Link} link */
const standing = ({ state, problem }) =>
  html`<div class="value">${badge(...STATES[state])}${problem ? html`<br /><small>${problem}</small>` : nothing}</div>`;

/** @param {Place} place */
export function linksView({ opened, redraw }) {
  const { install, listing } = opened();
  const { id } = install;
  const there = listing.name;
  const filters = new Filters(["state", "model"], () => links.restart());
  const links = pages("/installs/{id}/links", redraw, () => ({
    path: { id },
    query: Object.fromEntries(Object.entries(filters.values).filter(([, value]) => value !== "")),
  }));
  const asked = new URLSearchParams(location.search).get("status");
  const status = asked === "resolved" ? "resolved" : "open";
  const conflicts = conflictCard({ id, there, status, redraw, decided: () => links.refresh() });

  const none = () =>
    filters.isEmpty
      ? empty({
          icon: "plug",
          title: "Nothing is linked yet",
          text: `What is at ${there} and with you is listed here after its first sync, and kept alike from then on.`,
        })
      : empty({ icon: "grid", title: "Nothing fits", text: "No record is of this kind, in this state." });

  const list = () =>
    table({
      caption: "Records of both sides",
      rows: links.rows,
      columns: [
        { label: "Yours", main: true, cell: ours },
        { label: `At ${there}`, cell: theirs },
        { label: "State", cell: standing },
        { label: "Last looked after", cell: ({ updated_at: time }) => ago(time) },
      ],
    });

  const selects = () =>
    html`${filters.select("state", "State", stateOptions)}${filters.select("model", "Kind", modelOptions)}`;

  return () => html`
    ${conflicts()}
    <section aria-label="Links">
      ${filterRow(selects(), links)}
      ${card({
        flush: true,
        title: "Which record is which",
        body: show(links, ({ data }) => (data.length === 0 ? none() : html`${list()}${pager(links)}`)),
      })}
    </section>
  `;
}
