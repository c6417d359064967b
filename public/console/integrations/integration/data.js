import { get } from "/assets/ui/api.js";
import { ago, dateTime, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, card, codeBlock, facts, pager } from "/assets/ui/parts.js";
import { missing, pages, resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { LINKED, nameOf } from "/console/integrations/integration/linked.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/integrations/integration/integration.js").Place} Place */
/** @typedef {ReadonlyMap<string, string>} Names of projects, by their ids */

const LONG = 300;
const A_TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u;
/** Fields that say in words what a record is, the best first. */
const TITLES = ["headline", "title", "name", "event", "summary"];

/** @param {unknown} value @param {Names} projects */
function shown(value, projects) {
  if (Array.isArray(value)) return number(value.length);
  if (typeof value === "number") return number(value);
  const text = String(value);
  const project = projects.get(text);
  if (project !== undefined) return project;
  if (A_TIME.test(text)) return dateTime(text);
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** @param {string} model @param {Schemas["SyncedRecord"]} record @param {Names} projects */
function titleOf(model, { external_id: id, data }, projects) {
  if (LINKED.has(model)) return nameOf(model, data);
  const texts = TITLES.flatMap((name) => (typeof data[name] === "string" && data[name] !== "" ? [data[name]] : []));
  const places = Object.values(data).flatMap((value) => projects.get(String(value)) ?? []);
  return [...places.slice(0, 1), ...texts.slice(0, 1)].join(": ") || id;
}

/** @param {string} model @param {Schemas["SyncedRecord"]} record @param {Names} projects */
const item = (model, record, projects) => {
  const { external_id: id, data, updated_at: changed, deleted_at: gone } = record;
  const known = Object.entries(data).filter(
    ([, value]) => value !== null && (typeof value !== "object" || Array.isArray(value)),
  );
  return html`<li>
    <details class="more">
      <summary>
        ${titleOf(model, record, projects)} ${gone ? badge("neutral", "Gone") : nothing}
        <span class="soft">changed ${ago(changed)}</span>
      </summary>
      <div class="stack more-body">
        ${facts([["Id at the other side", id], ...known.map(([key, value]) => /** @type {const} */ ([spoken(key), shown(value, projects)]))])}
        ${codeBlock(JSON.stringify(data, undefined, 2), { label: `the record ${id}` })}
      </div>
    </details>
  </li>`;
};

/** @param {Place} place */
export function dataView({ opened, redraw }) {
  const { install, listing } = opened();
  const { id } = install;
  const projects = resource(async () => {
    const { data } = await get("/projects", { query: { limit: 100 } });
    return new Map(data.map((project) => [project.id, project.name]));
  }, redraw);
  const kinds = (listing.install_form?.syncs ?? []).map(({ name, model }) => {
    const options = () => ({ path: { id, model }, query: { limit: 10 } });
    return { name, model, records: pages("/installs/{id}/records/{model}", redraw, options) };
  });

  const none = () =>
    empty({
      icon: "folder",
      title: "It keeps no records",
      text: "It acts when it is asked, and brings nothing by itself. What it did is under Calls.",
    });

  const lists = () =>
    kinds.map(({ name, model, records }) =>
      card({
        title: spoken(name),
        body: show(records, ({ data }) =>
          data.length === 0
            ? empty({
                icon: "folder",
                title: "Nothing here",
                text: "What this sync brings is listed here as it arrives.",
              })
            : html`<ul class="plain-list close">
                  ${data.map((record) => item(model, record, projects.value ?? new Map()))}
                </ul>
                ${pager(records)}`,
        ),
      }),
    );

  return () => (kinds.length === 0 ? none() : html`${missing(projects, "The names of your projects")} ${lists()}`);
}
