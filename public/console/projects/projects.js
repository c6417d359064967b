import { filterRow, Filters } from "/assets/ui/filters.js";
import { day, money } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { NEW_PROJECT, PROJECT_STATUSES, projectBadge, projectLink } from "/console/projects/shown.js";

/** @param {string | null} date */
const dayOr = (date) => (date === null ? "–" : html`<span class="whole">${day(date)}</span>`);

openBuilderPage(({ redraw }) => {
  const filters = new Filters(["status"], () => projects.restart());
  const projects = pages("/projects", redraw, () => ({ query: filters.values }));

  const list = () =>
    table({
      caption: "Projects",
      rows: projects.rows,
      columns: [
        {
          label: "Project",
          main: true,
          cell: (project) =>
            html`<div>
              <a href=${projectLink(project.id)}>${project.name}</a><br /><small
                >${project.code}${project.city ? ` · ${project.city}` : nothing}</small
              >
            </div>`,
        },
        { label: "Status", cell: ({ status: state }) => projectBadge(state) },
        { label: "Starts", cell: ({ start_date: date }) => dayOr(date) },
        {
          label: "Ends",
          cell: ({ completed_date: done, target_end_date: date }) => dayOr(done ?? date),
        },
        {
          label: "Contract",
          kind: "number",
          cell: ({ contract_amount_cents: cents, currency }) => money(cents, currency),
        },
      ],
    });

  const none = () =>
    filters.isEmpty
      ? empty({
          icon: "folder",
          title: "No projects yet",
          text: "A project brings its site's weather, permits, schedule and documents together. Software that you connect can add projects, too.",
          action: html`<a class="button main" href=${NEW_PROJECT}>Create a project</a>`,
        })
      : empty({ icon: "folder", title: "Nothing matches", text: "No project has this status." });

  const options = Object.entries(PROJECT_STATUSES).map(([value, { label }]) => ({ value, label }));

  return () => html`
    ${heading({
      title: "Projects",
      lead: "What you build, newest first: each with its site, schedule, surveys, invoices and documents.",
      actions: html`<a class="button main" href=${NEW_PROJECT}>${icon("plus")}New project</a>`,
    })}
    ${filterRow(filters.select("status", "Status", options))}
    ${card({
      flush: true,
      body: show(projects, ({ data }) => (data.length === 0 ? none() : html`${list()}${pager(projects)}`)),
    })}
  `;
});
