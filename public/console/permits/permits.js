import { get } from "/assets/ui/api.js";
import { filterRow, Filters } from "/assets/ui/filters.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager, table } from "/assets/ui/parts.js";
import { missing, pages, resource, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { dayOrTime, ownWords, permitBadge, permitLink, STATUSES } from "/console/permits/shown.js";
import { projectLink } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Permit"]} Permit */

const statuses = Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }));
const add = html`<a class="button main" href="/console/permits/new/">${icon("plus")}New permit</a>`;

/** @param {Permit} permit */
const title = ({ id, title: text, number }) =>
  html`<div><a href=${permitLink(id)}>${text}</a>${number ? html`<br /><small>${number}</small>` : nothing}</div>`;

/** @param {Permit} permit */
const status = (permit) => {
  const said = ownWords(permit);
  return html`<div>${permitBadge(permit.status)}${said ? html`<br /><small>${said}</small>` : nothing}</div>`;
};

openBuilderPage(({ redraw }) => {
  const filters = new Filters(["status", "project_id"], () => permits.restart());
  const permits = pages("/permits", redraw, () => ({ query: filters.values }));
  const projects = resource(async () => (await get("/projects", { query: { limit: 100 } })).data, redraw);
  /** @param {string} id */
  const projectName = (id) => projects.value?.find((project) => project.id === id)?.name ?? "Its project";

  const list = () =>
    table({
      caption: "Permits",
      rows: permits.rows,
      columns: [
        { label: "Permit", main: true, cell: title },
        {
          label: "Project",
          cell: ({ project_id: id }) => html`<a href=${projectLink(id)}>${projectName(id)}</a>`,
        },
        { label: "Status", cell: status },
        { label: "Since", cell: ({ status_at: since }) => dayOrTime(since) },
        { label: "Changed", cell: ({ updated_at: time }) => ago(time) },
      ],
    });

  const none = () =>
    filters.isEmpty
      ? empty({
          icon: "permit",
          title: "No permits yet",
          text: "An application is filled in from its project, and filed electronically where the jurisdiction takes that, or by hand.",
          action: add,
        })
      : empty({ icon: "permit", title: "Nothing matches", text: "No permit has this status and project." });

  return () => html`
    ${heading({
      title: "Permits",
      lead: "Applications for building permits, and what became of them, newest first.",
      actions: add,
    })}
    ${filterRow(
      html`${filters.select("status", "Status", statuses)}
      ${filters.select(
        "project_id",
        "Project",
        (projects.value ?? []).map(({ id, name }) => ({ value: id, label: name })),
      )}
      ${missing(projects, "The names of the projects")}`,
      permits,
    )}
    ${card({
      flush: true,
      body: show(permits, ({ data }) => (data.length === 0 ? none() : html`${list()}${pager(permits)}`)),
    })}
  `;
});
