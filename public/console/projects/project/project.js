import { download, get } from "/assets/ui/api.js";
import { day, money, size } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, copyable, facts, heading, pager, smallButton, table, tabs } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, Resource, resource, show } from "/assets/ui/resource.js";
import { empty, skeleton } from "/assets/ui/states.js";
import { calendarView } from "/console/projects/project/calendar.js";
import { scheduleView } from "/console/projects/project/schedule.js";
import { floodBadge, loadSite, siteView } from "/console/projects/project/site.js";
import { surveyView } from "/console/projects/project/surveys.js";
import { editLink, invoiceBadge, projectBadge } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Project"]} Project */
/** @typedef {Schemas["Document"]} Document */

const search = new URLSearchParams(location.search);
const id = search.get("id") ?? "";

/** @param {Project} project */
const address = ({ address_line1: line1, address_line2: line2, city, state, postal_code: code }) =>
  [line1, line2, city, [state, code].filter(Boolean).join(" ")].filter(Boolean).join(", ") || "–";

/** @param {string | null} date */
const dayOr = (date) => (date ? day(date) : "–");

/** @param {Project} project @param {import("/assets/ui/resource.js").Resource<Schemas["SiteConditions"]>} site */
const overview = (project, site) =>
  card({
    body: html`${project.description ? html`<p>${project.description}</p>` : nothing}
    ${facts([
      ["Status", projectBadge(project.status)],
      ["Kind", spoken(project.kind)],
      ["Address", address(project)],
      ["Flood zone", site.value?.flood.data ? floodBadge(site.value.flood.data) : (site.problem?.message ?? "–")],
      ["Contract", money(project.contract_amount_cents, project.currency)],
      ["Starts", dayOr(project.start_date)],
      ["Planned end", dayOr(project.target_end_date)],
      ["Completed", dayOr(project.completed_date)],
      ["Id", copyable(project.id, "the id")],
    ])}`,
  });

/** @param {() => void} redraw */
function invoiceView(redraw) {
  const list = pages("/invoices", redraw, () => ({ query: { project_id: id } }));
  const rows = () =>
    table({
      caption: "Invoices",
      rows: list.rows,
      columns: [
        { label: "Number", main: true, cell: ({ number }) => number },
        { label: "Status", cell: ({ status }) => invoiceBadge(status) },
        { label: "Of", cell: ({ invoice_date: date }) => day(date) },
        { label: "Due", cell: ({ due_date: date }) => dayOr(date) },
        { label: "Total", kind: "number", cell: ({ total_cents: cents, currency }) => money(cents, currency) },
        { label: "Paid", kind: "number", cell: ({ paid_cents: cents, currency }) => money(cents, currency) },
      ],
    });
  const none = () =>
    empty({
      icon: "card",
      title: "No invoices yet",
      text: "Bills of vendors for this project come with your accounting software, or through the API.",
      action: html`<a class="button" href="/marketplace/?category=accounting">Connect accounting</a>`,
    });
  return () =>
    card({
      flush: true,
      body: show(list, ({ data }) => (data.length === 0 ? none() : html`${rows()}${pager(list)}`)),
    });
}

/** @param {Document} document */
async function save(document) {
  try {
    await download(document);
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/** @param {() => void} redraw */
function documentView(redraw) {
  const list = pages("/documents", redraw, () => ({ query: { project_id: id } }));
  const rows = () =>
    table({
      caption: "Documents",
      rows: list.rows,
      columns: [
        {
          label: "Name",
          main: true,
          cell: ({ name, description }) =>
            html`<div>${name}${description ? html`<br /><small>${description}</small>` : nothing}</div>`,
        },
        { label: "Kind", cell: ({ category }) => spoken(category) },
        { label: "Size", kind: "number", cell: ({ size_bytes: bytes }) => (bytes === null ? "–" : size(bytes)) },
        {
          label: "Actions",
          kind: "actions",
          cell: (document) =>
            document.status === "uploaded"
              ? smallButton("Download", () => save(document), { label: `Download ${document.name}` })
              : html`<span class="soft">not uploaded yet</span>`,
        },
      ],
    });
  const none = () =>
    empty({
      icon: "book",
      title: "No documents yet",
      text: "Plans, contracts and photos appear here when your software sends them through the API.",
      action: html`<a class="button" href="/docs/guides/documents/">How to send documents</a>`,
    });
  return () =>
    card({
      flush: true,
      body: show(list, ({ data }) => (data.length === 0 ? none() : html`${rows()}${pager(list)}`)),
    });
}

/**
 * The tasks, and how they come into calendars.
 * @param {import("/assets/ui/page.js").BuilderPage} page
 * @param {Resource<Project>} project
 */
function datesView(page, project) {
  const parts = [scheduleView(id, page.redraw), calendarView(page.redraw, id, () => project.value?.name ?? "Project")];
  return () => html`<div class="stack">${parts.map((part) => part())}</div>`;
}

/** @type {Record<string, (page: import("/assets/ui/page.js").BuilderPage, project: Resource<Project>) => () => unknown>} */
const VIEWS = {
  site: (page) => siteView(page, id),
  schedule: datesView,
  invoices: ({ redraw }) => invoiceView(redraw),
  documents: ({ redraw }) => documentView(redraw),
  surveys: (page) => surveyView(page, id, search.get("survey")),
};
const LABELS = {
  overview: "Overview",
  site: "Site",
  schedule: "Schedule",
  invoices: "Invoices",
  documents: "Documents",
  surveys: "Surveys",
};
const asked = search.get("view") ?? "overview";
const view = Object.hasOwn(LABELS, asked) ? asked : "overview";

openBuilderPage((page) => {
  const { redraw } = page;
  const project = resource(() => get("/projects/{id}", { path: { id } }), redraw);
  const part = VIEWS[view]?.(page, project);
  const site = new Resource(() => loadSite(id), redraw);
  if (!part) site.refresh();
  return () => html`
    ${heading({
      title: project.value?.name ?? "Project",
      lead: project.value?.code,
      back: { href: "/console/projects/", label: "Projects" },
      actions: project.value ? html`<a class="button" href=${editLink(id)}>Edit</a>` : nothing,
    })}
    ${show(
      project,
      (value) => html`
        ${tabs(
          "Project",
          Object.entries(LABELS).map(([name, label]) => ({
            href: `?id=${id}${name === "overview" ? "" : `&view=${name}`}`,
            label,
            current: name === view,
          })),
        )}
        ${part ? part() : overview(value, site)}
      `,
      { loading: skeleton(8) },
    )}
  `;
});
