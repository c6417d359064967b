import { get } from "/assets/ui/api.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { badge, card, facts, pager } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { Pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { Decisions } from "/console/integrations/integration/decisions.js";
import { nameOf, shown } from "/console/integrations/integration/linked.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** A conflict, and the link of its two records unless that is gone. @typedef {{ conflict: Schemas["SyncConflict"], link: Schemas["RecordLink"] | undefined }} Row */

/** @param {string} id of the install @param {string} linkId */
async function linkOf(id, linkId) {
  try {
    return await get("/installs/{id}/links/{link_id}", { path: { id, link_id: linkId } });
  } catch (error) {
    // What was decided outlives its link.
    if (toProblem(error).status === 404) return undefined;
    throw error;
  }
}

/**
 * A page of conflicts, each with its link.
 * @param {string} id of the install
 * @param {"open" | "resolved"} status
 * @param {string | undefined} cursor
 */
async function load(id, status, cursor) {
  const query = { status, limit: 10, ...(cursor && { cursor }) };
  const page = await get("/installs/{id}/conflicts", { path: { id }, query });
  const data = await Promise.all(
    page.data.map(async (conflict) => ({ conflict, link: await linkOf(id, conflict.link_id) })),
  );
  return { ...page, data };
}

/** @param {Row} row */
const titleOf = ({ conflict: { field, model, entity }, link }) => {
  const known = link && nameOf(model, link.local ?? link.remote);
  return `${spoken(field)} of ${spoken(entity).toLowerCase()} ${known ?? "that is no longer linked"}`;
};

/** @param {Schemas["SyncConflict"]} conflict @param {string} there */
const outcome = ({ status, kept }, there) => {
  if (status === "open") return nothing;
  if (kept === null) return badge("neutral", "Both came to agree");
  return badge("good", kept === "local" ? "Yours was kept" : `${there}’s was kept`);
};

/** @param {Row} row @param {string} there @param {Decisions} decisions */
const item = (row, there, decisions) => {
  const { conflict } = row;
  const title = titleOf(row);
  return html`<li class="stack tight">
    <h3>${title} ${outcome(conflict, there)}</h3>
    <p class="soft">${conflict.reason ?? "Both sides have changed it."} Found ${ago(conflict.created_at)}.</p>
    ${facts([
      ["Yours", shown(conflict.field, conflict.local)],
      [`At ${there}`, shown(conflict.field, conflict.remote)],
      ["When both last agreed", shown(conflict.field, conflict.base)],
    ])}
    ${decisions.choice(conflict, title)}
  </li>`;
};

/** @param {"open" | "resolved"} status */
const none = (status) =>
  status === "open"
    ? html`<p class="soft">Nothing waits for you: both sides agree.</p>`
    : empty({ icon: "check", title: "Nothing was decided yet", text: "Conflicts that are over are listed here." });

/**
 * Fields in which both sides differ, with the choice of the one to keep.
 * @param {object} parts
 * @param {string} parts.id of the install
 * @param {string} parts.there what the other side is called
 * @param {"open" | "resolved"} parts.status
 * @param {() => void} parts.redraw
 * @param {() => void} parts.decided after a decision
 */
export function conflictCard({ id, there, status, redraw, decided }) {
  const conflicts = new Pages((cursor) => load(id, status, cursor), redraw);
  conflicts.refresh();
  const after = async () => {
    decided();
    await conflicts.load();
  };
  const decisions = new Decisions({ install: id, there, redraw, decided: after });
  const isOpen = status === "open";

  return () =>
    card({
      title: isOpen ? "Waits for your decision" : "Conflicts that are over",
      actions: html`<a href="?id=${id}&view=links${isOpen ? "&status=resolved" : ""}"
        >${isOpen ? "Those that are over" : "Those that wait"}</a
      >`,
      body: show(conflicts, ({ data }) =>
        data.length === 0
          ? none(status)
          : html`<ul class="plain-list">
                ${data.map((row) => item(row, there, decisions))}
              </ul>
              ${pager(conflicts)}`,
      ),
    });
}
