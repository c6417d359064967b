import { field } from "/assets/ui/form.js";
import { ago, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { card } from "/assets/ui/parts.js";
import { show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { lieOf } from "/console/projects/project/placing.js";
import { placingForm, valued } from "/console/projects/project/placing-form.js";
import { layersOf, PICTURES, printPlan } from "/console/projects/project/site-plan.js";
import { planSheet } from "/console/projects/project/site-plan-sheet.js";
import { DRAWN, pointsOf } from "/console/projects/project/survey-points.js";

/** @typedef {import("/console/projects/project/site-plan.js").SitePlan} SitePlan */
/** @typedef {import("/console/projects/project/site-plan.js").Laid} Laid */
/** @typedef {import("/console/projects/project/site-plan.js").Picture} Picture */

const ZOOMS = [
  { value: "1", label: "All of it" },
  { value: "2", label: "Twice as large" },
  { value: "4", label: "Four times as large" },
];

/** @param {SitePlan} plan @param {readonly Picture[]} found */
const pictureField = (plan, found) =>
  field({
    name: "site-plan",
    label: "Site plan",
    control: ({ id }) =>
      html`<select class="input" id=${id} @change=${valued((value) => plan.choose(value))}>
        <option value="">Choose a picture</option>
        ${found.map((each) => html`<option value=${each.id} ?selected=${each.id === plan.id}>${each.name}</option>`)}
      </select>`,
  });

/** @param {SitePlan} plan */
const fileField = (plan) =>
  field({
    name: "site-plan-file",
    label: "A picture of your site plan",
    hint: "PNG, JPEG or WebP, up to 20 MiB. It becomes a document of the project. A page of a PDF cannot be drawn here: export it as a picture.",
    control: ({ id, describedBy }) =>
      html`<input
        class="input"
        type="file"
        id=${id}
        accept=${PICTURES.join()}
        ?disabled=${plan.adding.busy}
        aria-describedby=${describedBy}
        @change=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ { currentTarget: { files } }) => {
          if (files?.[0]) plan.add(files[0]);
        }}
      />`,
  });

/** @param {SitePlan} plan */
const tools = (plan) => html`
  <div class="row plan-tools not-printed">
    <label class="row" for="plan-opacity"
      >Strength of the survey
      <input
        type="range"
        id="plan-opacity"
        min="10"
        max="100"
        .value=${String(plan.opacity)}
        @input=${valued((value) => {
          plan.opacity = Number(value);
          plan.redraw();
        })}
    /></label>
    <label class="row" for="plan-zoom"
      >Size
      <select
        class="input"
        id="plan-zoom"
        @change=${valued((value) => {
          plan.zoom = value;
          plan.redraw();
        })}
      >
        ${ZOOMS.map(({ value, label }) => html`<option value=${value} ?selected=${value === plan.zoom}>${label}</option>`)}
      </select></label
    >
    <button type="button" class="button small" @click=${printPlan}>Print</button>
  </div>
`;

/** @param {SitePlan} plan */
const layers = (plan) => html`
  <fieldset class="fieldset row not-printed">
    <legend class="visually-hidden">Layers of the survey</legend>
    ${layersOf(plan.image).map((part) => {
      const name = part.getAttribute("class") ?? "";
      return html`<label class="check"
        ><input
          type="checkbox"
          .checked=${!plan.hidden.has(name)}
          @change=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ { currentTarget: { checked } }) => {
            plan.hidden[checked ? "delete" : "add"](name);
            plan.redraw();
          }}
        /><span>${DRAWN[name] ?? name}</span></label
      >`;
    })}
  </fieldset>
`;

/** @param {number} degrees clockwise */
const turned = (degrees) => {
  const shown = Math.abs(Number(degrees.toFixed(2)));
  if (shown === 0) return "north up";
  return `turned ${number(shown)}° ${degrees > 0 ? "clockwise" : "counterclockwise"}`;
};

/** How it lies, and who says so. @param {Laid} on */
function said({ kept, by, placing }) {
  const { similarity, matches } = placing;
  const lie = similarity && lieOf(similarity);
  const changed = "The picture has changed since. See whether the survey still lies right, and keep it again.";
  const worst = similarity && `The worst point is ${number(Number(placing.worst(similarity).toFixed(2)))} ft off.`;
  return html`
    ${kept?.is_current === false ? note("warn", html`<p>${changed}</p>`) : nothing}
    ${
      lie
        ? html`<p>
            ${lie.feet.toPrecision(4)} ft a pixel, ${turned(lie.degrees)}.
            ${matches.length > 2 ? worst : "Two points always fit; a third checks them."}
          </p>`
        : nothing
    }
    ${kept ? html`<p class="soft">Placed by ${by}, ${ago(kept.placed_at)}</p>` : nothing}
  `;
}

/** @param {SitePlan} plan */
const again = (plan) => html`
  <div class="row not-printed">
    <button
      type="button"
      class="button"
      @click=${() => {
        plan.isPlacing = true;
        plan.redraw();
      }}
    >
      Place it anew
    </button>
  </div>
`;

/** @param {SitePlan} plan @param {Laid} on */
function placeForm(plan, on) {
  const { form, redraw } = plan;
  const more = on.kept
    ? html`<button type="button" class="button bad-text" @click=${() => plan.takeOff(on)}>Take it off</button>`
    : nothing;
  const points = pointsOf(plan.image);
  const keep = () => plan.keep(on);
  return placingForm({ form, placing: on.placing, points, copy: plan.copies.key, redraw, keep, more });
}

/** @param {SitePlan} plan @param {readonly Picture[]} found @param {Laid} on */
function sheet(plan, found, on) {
  const { placing, canvas, size } = on;
  const { id, isPlacing, opacity, zoom } = plan;
  const marks = placing.rows.flatMap(({ x, y }, at) =>
    x === null || y === null ? [] : [{ label: String.fromCodePoint(65 + at), x, y }],
  );
  return html`${tools(plan)} ${layers(plan)}
  ${planSheet({
    name: found.find((each) => each.id === id)?.name ?? "Site plan",
    canvas,
    size,
    copy: plan.copies.plan,
    lie: placing.similarity,
    opacity,
    zoom,
    marks: isPlacing ? marks : [],
    active: placing.active,
    clicked: (place) => {
      if (!isPlacing) return;
      placing.point(place);
      plan.redraw();
    },
  })}
  ${said(on)} ${isPlacing ? placeForm(plan, on) : again(plan)}`;
}

/**
 * The survey laid over a picture of the site plan.
 * @param {SitePlan} plan
 */
export const sitePlanCard = (plan) =>
  html`<div class="plan-card">
    ${card({
      title: "On the site plan",
      body: html`<div class="stack">
        ${
          pointsOf(plan.image).length < 2
            ? html`<p>The survey has fewer than two points, so it cannot be laid over a picture.</p>`
            : show(
                plan.pictures,
                (found) =>
                  html`<div class="columns not-printed">
                      ${found.length === 0 ? nothing : pictureField(plan, found)} ${fileField(plan)}
                    </div>
                    ${plan.adding.summary} ${plan.id ? show(plan.laid, (on) => sheet(plan, found, on)) : nothing}`,
              )
        }
      </div>`,
    })}
  </div>`;
