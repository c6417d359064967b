import { filterRow, Filters } from "/assets/ui/filters.js";
import { day, money } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { PROJECT_STATUSES, projectBadge } from "/console/projects/shown.js";

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
              <a href="/console/projects/project/?id=${project.id}">${project.name}</a><br /><small
                >${project.code}${project.city ? ` · ${project.city}` : nothing}</small
              >
            </div>`,
        },
        { label: "Status", cell: ({ status: state }) => projectBadge(state) },
        { label: "Starts", cell: ({ start_date: date }) => (date ? day(date) : "–") },
        {
          label: "Ends",
          cell: ({ completed_date: done, target_end_date: date }) => ((done ?? date) ? day(done ?? date ?? "") : "–"),
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
          text: "Projects come from the software that your business runs on, or through the API.",
        })
      : empty({ icon: "folder", title: "Nothing matches", text: "No project has this status." });

  const options = Object.entries(PROJECT_STATUSES).map(([value, { label }]) => ({ value, label }));

  return () => html`
    ${heading({ title: "Projects", lead: "What the API shows of your projects, newest first." })}
    ${filterRow(filters.select("status", "Status", options))}
    ${card({
      flush: true,
      body: show(projects, ({ data }) => (data.length === 0 ? none() : html`${list()}${pager(projects)}`)),
    })}
  `;
});
