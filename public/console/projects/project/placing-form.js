import { field, submitButton } from "/assets/ui/form.js";
import { html, live, nothing } from "/assets/ui/html.js";
import { lieOf } from "/console/projects/project/placing.js";
import { pointSheet } from "/console/projects/project/site-plan-sheet.js";

/** @typedef {import("/console/projects/project/placing.js").Placing} Placing */
/** @typedef {import("/console/projects/project/survey-points.js").SurveyPoint} SurveyPoint */

/** What is entered or chosen in a control. @param {(value: string) => void} work */
export const valued =
  (work) =>
  (/** @type {Event & { currentTarget: HTMLInputElement | HTMLSelectElement }} */ { currentTarget: { value } }) =>
    work(value);

/** @param {{ name: string, label: string, value: number | null, places: number, changed: (value: number) => void }} parts */
const numberField = ({ name, label, value, places, changed }) =>
  field({
    name,
    label,
    control: ({ id, describedBy }) =>
      html`<input
        class="input"
        id=${id}
        type="number"
        step="any"
        required
        aria-describedby=${describedBy}
        .value=${live(value === null ? "" : String(Number(value.toFixed(places))))}
        @change=${valued((text) => changed(text === "" ? Number.NaN : Number(text)))}
      />`,
  });

/**
 * @param {Placing} placing
 * @param {readonly SurveyPoint[]} points
 * @param {number} at
 * @param {() => void} redraw
 */
function rowFields(placing, points, at, redraw) {
  const row = placing.rows[at];
  if (!row) return nothing;
  /** @param {"x" | "y"} name */
  const set = (name) => (/** @type {number} */ value) => {
    row[name] = Number.isFinite(value) ? value : null;
    redraw();
  };
  const name = String.fromCodePoint(65 + at);
  const setByClick = html`<button
    type="button"
    class="button small"
    aria-pressed=${placing.active === at}
    title="The next click in the picture is for it"
    @click=${() => {
      placing.active = at;
      redraw();
    }}
  >
    Point ${name}
  </button>`;
  const leaveOut = html`<button
    type="button"
    class="button small"
    aria-label="Leave out point ${name}"
    @click=${() => {
      placing.drop(at);
      redraw();
    }}
  >
    Leave out
  </button>`;
  const chosen = valued((value) => {
    row.point = Number(value);
    redraw();
  });
  return html`<fieldset class="fieldset stack tight">
    <legend class="visually-hidden">Point ${name}</legend>
    <div class="row">${setByClick} ${placing.rows.length > 2 ? leaveOut : nothing}</div>
    <div class="place-row">
      ${field({
        name: `place-point-${at}`,
        label: "In the survey",
        control: ({ id }) =>
          html`<select class="input" id=${id} @change=${chosen}>
            ${points.map(
              ({ label }, index) =>
                html`<option value=${index} .selected=${live(index === row.point)}>${label}</option>`,
            )}
          </select>`,
      })}
      ${numberField({ name: `place-x-${at}`, label: "From left, px", value: row.x, places: 2, changed: set("x") })}
      ${numberField({ name: `place-y-${at}`, label: "From top, px", value: row.y, places: 2, changed: set("y") })}
    </div>
  </fieldset>`;
}

/** @param {Placing} placing @param {() => void} redraw */
function adjustFields(placing, redraw) {
  const { similarity } = placing;
  if (!similarity) return html`<p class="field-hint">Say where two points are, and the rest follows.</p>`;
  const lie = lieOf(similarity);
  /** @param {keyof typeof lie} name */
  const changed = (name) => (/** @type {number} */ value) => {
    placing.adjust(name, value);
    redraw();
  };
  return html`<div class="place-row">
    ${numberField({ name: "place-feet", label: "Feet a pixel", value: lie.feet, places: 6, changed: changed("feet") })}
    ${numberField({ name: "place-degrees", label: "Turned clockwise, degrees", value: lie.degrees, places: 4, changed: changed("degrees") })}
    ${numberField({ name: "place-x", label: "Its upper left corner, pixels from the left", value: lie.x, places: 2, changed: changed("x") })}
    ${numberField({ name: "place-y", label: "The same from the top", value: lie.y, places: 2, changed: changed("y") })}
  </div>`;
}

/**
 * Where points of the survey are in the picture: by clicks, or by numbers.
 * @param {object} parts
 * @param {import("/assets/ui/form.js").Form} parts.form
 * @param {Placing} parts.placing
 * @param {readonly SurveyPoint[]} parts.points
 * @param {Element} parts.copy of the survey's drawing
 * @param {() => void} parts.redraw
 * @param {() => void} parts.keep
 * @param {unknown} parts.more beside the button that keeps it
 */
export function placingForm({ form, placing, points, copy, redraw, keep, more }) {
  const fault = form.faultOf("points");
  const active = placing.rows[placing.active]?.point ?? 0;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    keep();
  };
  return html`<form class="stack not-printed" @submit=${submit}>
    ${form.summary}
    <div class="place">
      <div class="stack">
        <p>
          Find two points of the survey in the picture, far from each other. Choose the letter of a point, then click
          where it is; or enter numbers. A third point checks the others.
        </p>
        ${placing.rows.map((_, at) => rowFields(placing, points, at, redraw))}
        ${fault ? html`<p class="field-fault">${fault}</p>` : nothing}
        <div class="row">
          <button
            type="button"
            class="button small"
            ?disabled=${!placing.hasRoom}
            @click=${() => {
              placing.add();
              redraw();
            }}
          >
            Add a point
          </button>
        </div>
      </div>
      ${pointSheet({
        copy,
        points,
        active,
        clicked: (place) => {
          placing.choose(place);
          redraw();
        },
      })}
    </div>
    <details class="more">
      <summary>Scale, turn and move all of it</summary>
      <div class="more-body">${adjustFields(placing, redraw)}</div>
    </details>
    <div class="row">${submitButton(form, "Keep this place")}${more}</div>
  </form>`;
}
