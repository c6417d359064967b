import { getVersioned, put } from "/assets/ui/api.js";
import { field, Form, submitButton, textField } from "/assets/ui/form.js";
import { ago, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { memberName } from "/console/members/name.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/page.js").BuilderPage} BuilderPage */
/** @typedef {Schemas["Setbacks"]} Setbacks */
/** @typedef {Schemas["SurveyDetail"]} Survey */
/** @typedef {NonNullable<Setbacks["lot"]>["sides"][number]} Side */
/** @typedef {import("/assets/ui/form.js").Entries} Entries */

/** @type {Record<Side, string>} */
export const SIDES = { front: "Front", rear: "Rear", left: "Left side", right: "Right side", waterfront: "Waterfront" };

/** @type {Side[]} */
const ORDER = ["front", "rear", "left", "right", "waterfront"];
const MOST_COURSES = 100;

/** @param {Side} side */
const fieldOf = (side) => /** @type {const} */ (`${side}_ft`);

/** The largest parcel, which is what setbacks are of. @param {Survey} survey */
const lotOf = ({ parcels }) => parcels.toSorted((a, b) => b.area_sq_ft - a.area_sq_ft)[0];

/** @param {Entries} entries @param {Side} side */
function distance(entries, side) {
  const text = entries.text(fieldOf(side));
  return text === "" ? null : Number(text);
}

/**
 * The sides as they are named of this survey's courses; without any, those of another survey stay.
 * @param {Entries} entries
 * @param {Survey | null} survey
 * @param {Setbacks} before
 * @returns {Setbacks["lot"]}
 */
function lotIn(entries, survey, before) {
  const sides = /** @type {Side[]} */ (entries.texts("side"));
  if (survey && sides.some(Boolean)) return { survey_id: survey.id, sides };
  return before.lot?.survey_id === survey?.id ? null : before.lot;
}

/** @param {Entries} entries @param {Survey | null} survey @param {Setbacks} before */
const inputOf = (entries, survey, before) => ({
  front_ft: distance(entries, "front"),
  rear_ft: distance(entries, "rear"),
  left_ft: distance(entries, "left"),
  right_ft: distance(entries, "right"),
  waterfront_ft: distance(entries, "waterfront"),
  reference: entries.text("reference") || null,
  lot: lotIn(entries, survey, before),
});

/** How far the survey's setback lines are from a course of the lot. @param {Survey} survey @param {number} course */
function linesFrom(survey, course) {
  const lines = survey.setbacks.filter((line) => line.parcel === lotOf(survey)?.name && line.course === course);
  const feet = new Set(lines.map(({ distance_ft: each }) => `${number(each)} ft`));
  return feet.size === 0 ? undefined : `Setback line of the survey: ${[...feet].join(", ")} away.`;
}

/** @param {Survey} survey @param {Survey["parcels"][number]["courses"][number]} course @param {Side | undefined} side */
const courseField = (survey, course, side) =>
  field({
    name: `course-${course.number}`,
    label: `Course ${course.number}, ${course.bearing}, ${number(course.distance_ft)} ft`,
    hint: linesFrom(survey, course.number),
    control: ({ id, describedBy }) =>
      html`<select class="input" id=${id} name="side" aria-describedby=${describedBy}>
        <option value="">Not said</option>
        ${ORDER.map((each) => html`<option value=${each} ?selected=${each === side}>${SIDES[each]}</option>`)}
      </select>`,
  });

/** @param {Form} form @param {Setbacks} entered @param {Survey | null} survey */
function courseFields(form, entered, survey) {
  const lot = survey ? lotOf(survey) : undefined;
  if (!survey || !lot || lot.courses.length > MOST_COURSES) return nothing;
  const named = entered.lot?.survey_id === survey.id ? entered.lot.sides : [];
  const fault = form.faultOf("lot");
  return html`<fieldset class="fieldset stack">
    <legend>Which side each course of ${lot.name || "the lot"} is on</legend>
    <p class="field-hint">
      Left and right as seen from the street. With all of them, the drawing shows what may be built on. A distance that
      is left empty is that of the survey's setback line, where there is one.
    </p>
    ${fault ? html`<p class="field-fault">${fault}</p>` : nothing}
    <div class="columns">${lot.courses.map((course, at) => courseField(survey, course, named[at]))}</div>
  </fieldset>`;
}

/**
 * What zoning asks to be kept clear along the sides of the lot.
 * @param {BuilderPage} page
 * @param {string} projectId
 * @param {() => void} changed
 */
export function setbacksForm(page, projectId, changed) {
  const { redraw } = page;
  const path = { id: projectId };
  const loaded = resource(async () => {
    const stored = await getVersioned("/projects/{id}/setbacks", { path });
    const { entered_by: id } = stored.body;
    return { ...stored, by: id === null ? null : await memberName(page, id) };
  }, redraw);
  const form = new Form([...ORDER.map(fieldOf), "reference", "lot"], redraw);
  const submit = (/** @type {Survey | null} */ survey) =>
    form.onSubmit(async (entries) => {
      if (!loaded.value) return;
      const { body: before, etag } = loaded.value;
      await put("/projects/{id}/setbacks", { path, body: inputOf(entries, survey, before), ifMatch: etag });
      await loaded.load();
      toast("The setbacks are kept.");
      changed();
    });
  const distanceField = (/** @type {Setbacks} */ entered, /** @type {Side} */ side) =>
    textField({
      form,
      name: fieldOf(side),
      label: `${SIDES[side]}, feet`,
      type: "number",
      step: "any",
      value: String(entered[fieldOf(side)] ?? ""),
    });
  return (/** @type {Survey | null} */ survey) =>
    card({
      title: "Setbacks",
      body: show(
        loaded,
        ({ body: entered, by }) =>
          html`<form class="stack" @submit=${submit(survey)}>
            ${form.summary}
            <div class="columns">${ORDER.map((side) => distanceField(entered, side))}</div>
            ${textField({ form, name: "reference", label: "Where the zoning says so", value: entered.reference ?? "", maxLength: 500 })}
            ${courseFields(form, entered, survey)}
            <div class="row">${submitButton(form, "Keep")}</div>
            ${entered.entered_at ? html`<p class="soft">Entered by ${by}, ${ago(entered.entered_at)}</p>` : nothing}
          </form>`,
      ),
    });
}
