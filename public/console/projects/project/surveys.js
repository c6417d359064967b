import { drawing, get } from "/assets/ui/api.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing, svg } from "/assets/ui/html.js";
import { card, facts, pager, table } from "/assets/ui/parts.js";
import { pages, resource, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { setbacksForm } from "/console/projects/project/setbacks.js";
import { SitePlan } from "/console/projects/project/site-plan.js";
import { sitePlanCard } from "/console/projects/project/site-plan-view.js";
import { importForm } from "/console/projects/project/survey-import.js";
import { DRAWN } from "/console/projects/project/survey-points.js";
import { SURVEY_KINDS } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["SurveyDetail"]} Survey */

/** @param {number | null} value @param {string} unit */
const measured = (value, unit) =>
  value === null
    ? "–"
    : `${value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${unit}`;

/** @param {Survey} survey */
const figures = (survey) =>
  facts([
    ["Lot area", measured(survey.lot_area_sq_ft, "sq ft")],
    ["Perimeter", measured(survey.lot_perimeter_ft, "ft")],
    ["Lowest point", measured(survey.elevation_min_ft, "ft")],
    ["Highest point", measured(survey.elevation_max_ft, "ft")],
    [
      "Setbacks",
      survey.setbacks
        .map(({ distance_ft: feet, side }) => `${measured(feet, "ft")}${side ? ` ${side}` : ""}`)
        .join(", ") || "–",
    ],
    ["Easements", survey.easements.map(({ layer }) => layer).join(", ") || "–"],
    ["Utilities", survey.utilities.map(({ layer }) => layer).join(", ") || "–"],
  ]);

/** @param {Survey["parcels"][number]} parcel */
const courses = (parcel) =>
  card({
    title: parcel.name,
    flush: true,
    body: table({
      caption: `Courses of ${parcel.name}`,
      rows: parcel.courses,
      columns: [
        { label: "Course", main: true, cell: ({ number }) => number },
        { label: "Bearing", cell: ({ bearing }) => bearing },
        { label: "Distance", kind: "number", cell: ({ distance_ft: feet }) => measured(feet, "ft") },
        { label: "Radius", kind: "number", cell: ({ radius_ft: feet }) => measured(feet, "ft") },
        { label: "Arc", kind: "number", cell: ({ arc_length_ft: feet }) => measured(feet, "ft") },
      ],
    }),
  });

/** @param {Element} part of the drawing */
const swatch = (part) => {
  const of = (/** @type {string} */ name) => part.getAttribute(name) ?? nothing;
  return part.getAttribute("stroke") === null
    ? svg`<rect width="24" height="10" fill=${of("fill")} fill-opacity=${of("fill-opacity")} />`
    : svg`<path d="M0 5h24" stroke=${of("stroke")} stroke-width=${of("stroke-width")} stroke-dasharray=${of("stroke-dasharray")} />`;
};

/** @param {Element} image */
const key = (image) =>
  html`<ul class="legend">
    ${[...image.querySelectorAll("[class]")].flatMap((part) => {
      const label = DRAWN[part.getAttribute("class") ?? ""];
      return label === undefined
        ? []
        : html`<li>
            <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true">${swatch(part)}</svg>${label}
          </li>`;
    })}
  </ul>`;

/** @param {{ survey: Survey, image: Element }} chosen @param {unknown} plan the site plan with it */
const sheet = ({ survey, image }, plan) =>
  html`<div class="stack">
    ${card({
      title: `${SURVEY_KINDS[survey.kind]} survey`,
      body: html`<div class="survey">${image}${key(image)}</div>
        ${figures(survey)}`,
    })}
    ${plan}
    ${
      survey.findings.length === 0
        ? nothing
        : note(
            "warn",
            survey.findings.map(({ detail }) => html`<p>${detail}</p>`),
          )
    }
    ${survey.parcels.slice(0, 10).map(courses)}
  </div>`;

/**
 * The surveys of a project, and one of them as it lies on the site plan.
 * @param {import("/assets/ui/page.js").BuilderPage} page
 * @param {string} projectId
 * @param {string | null} surveyId the newest without it
 */
export function surveyView(page, projectId, surveyId) {
  const { redraw } = page;
  const of = { project_id: projectId };
  const list = pages("/projects/{project_id}/surveys", redraw, () => ({ path: of }));
  let shown = surveyId;
  const chosen = resource(async () => {
    const id = shown ?? (await get("/projects/{project_id}/surveys", { path: of, query: { limit: 1 } })).data[0]?.id;
    if (id === undefined) return null;
    const path = { ...of, id };
    const [survey, image] = await Promise.all([get("/projects/{project_id}/surveys/{id}", { path }), drawing(path)]);
    return { survey, image };
  }, redraw);
  const importer = importForm(redraw, projectId, (made) => {
    shown = made.id;
    const url = new URL(location.href);
    url.searchParams.set("survey", made.id);
    history.replaceState(null, "", url);
    list.restart();
    chosen.refresh();
  });
  /** @type {{ id: string, of: SitePlan } | undefined} */
  let plan;
  const planOf = (/** @type {{ survey: Survey, image: Element }} */ { survey: { id }, image }) => {
    if (plan?.id !== id) plan = { id, of: new SitePlan(page, { ...of, survey_id: id }, image) };
    plan.of.image = image;
    return sitePlanCard(plan.of);
  };
  const setbacks = setbacksForm(page, projectId, () => chosen.refresh());
  const rows = () =>
    table({
      caption: "Surveys",
      rows: list.rows,
      columns: [
        {
          label: "Survey",
          main: true,
          cell: ({ id, kind }) => html`<a href="?id=${projectId}&view=surveys&survey=${id}">${SURVEY_KINDS[kind]}</a>`,
        },
        { label: "Imported", cell: ({ created_at: at }) => ago(at) },
        { label: "Lot area", kind: "number", cell: ({ lot_area_sq_ft: area }) => measured(area, "sq ft") },
        { label: "Findings", kind: "number", cell: ({ finding_count: count }) => count },
      ],
    });
  const none = () =>
    empty({
      icon: "book",
      title: "No surveys yet",
      text: "What is imported from the files of surveyors appears here.",
    });
  return () =>
    html`<div class="stack">
      ${card({
        flush: true,
        body: show(list, ({ data }) => (data.length === 0 ? none() : html`${rows()}${pager(list)}`)),
      })}
      ${importer()}
      ${show(chosen, (found) => html`${found ? sheet(found, planOf(found)) : nothing} ${setbacks(found?.survey ?? null)}`)}
    </div>`;
}
