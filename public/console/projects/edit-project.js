import { getVersioned, patch, post } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, selectField, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { placeFinder } from "/console/projects/find-place.js";
import { PROJECT_STATUSES, projectLink } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/form.js").Entries} Entries */
/** @typedef {Schemas["Project"]} Project */

/** A new project, unless the address names one. */
const id = new URLSearchParams(location.search).get("id");
const back =
  id === null ? { href: "/console/projects/", label: "Projects" } : { href: projectLink(id), label: "Project" };

const TEXTS = /** @type {const} */ ([
  "description",
  "address_line1",
  "address_line2",
  "city",
  "postal_code",
  "start_date",
  "target_end_date",
]);
const NUMBERS = /** @type {const} */ (["latitude", "longitude"]);
const NAMES = ["name", "code", "status", "kind", "state", ...TEXTS, ...NUMBERS];

const STATUS_OPTIONS = Object.entries(PROJECT_STATUSES).map(([value, { label }]) => ({ value, label }));
/** @type {Record<Project["kind"], string>} */
const KINDS = {
  new_construction: "New construction",
  renovation: "Renovation",
  addition: "Addition",
  other: "Something else",
};
const KIND_OPTIONS = Object.entries(KINDS).map(([value, label]) => ({ value, label }));

/** @typedef {Pick<Project, "name" | "code" | "status" | "kind" | "state" | typeof TEXTS[number] | typeof NUMBERS[number]>} Entered */

/** @param {string} text */
const numberOr = (text) => (text === "" ? null : Number(text));

/** What was left empty is nothing. @param {Entries} entries */
const bodyOf = (entries) =>
  /** @type {Entered} */ ({
    name: entries.text("name"),
    code: entries.text("code").toUpperCase(),
    status: entries.text("status"),
    kind: entries.text("kind"),
    state: entries.text("state").toUpperCase() || null,
    ...Object.fromEntries(TEXTS.map((name) => [name, entries.text(name) || null])),
    ...Object.fromEntries(NUMBERS.map((name) => [name, numberOr(entries.text(name))])),
  });

/** @param {Form} form @param {Project | undefined} project @param {() => unknown} findPlace */
function fields(form, project, findPlace) {
  /**
   * @param {"name" | "code" | "state" | typeof TEXTS[number] | typeof NUMBERS[number]} name
   * @param {string} label
   * @param {object} [more]
   */
  const text = (name, label, more) => textField({ form, name, label, value: String(project?.[name] ?? ""), ...more });
  return html`
    ${text("name", "Name", { required: true, maxLength: 200, hint: "Such as Ortiz residence." })}
    ${text("code", "Code", { required: true, maxLength: 20, hint: "Its short name on paper, such as AMI-103." })}
    ${selectField({ form, name: "status", label: "Status", options: STATUS_OPTIONS, value: project?.status ?? "preconstruction" })}
    ${selectField({ form, name: "kind", label: "Kind of work", options: KIND_OPTIONS, value: project?.kind ?? "new_construction" })}
    ${textArea({ form, name: "description", label: "What is built", maxLength: 5000, value: project?.description ?? "" })}
    <fieldset class="fieldset stack">
      <legend>The site</legend>
      <p class="soft">
        Weather, tides, flood zone and parcel are looked up at its coordinates. If you know the address alone, find them
        by it.
      </p>
      ${text("address_line1", "Street", { maxLength: 200 })}
      ${text("address_line2", "Unit, suite or lot", { maxLength: 200 })}
      <div class="columns small">
        ${text("city", "City", { maxLength: 100 })}
        ${text("state", "State", { maxLength: 2, hint: "Two letters, such as FL." })}
        ${text("postal_code", "ZIP code", { maxLength: 10 })}
      </div>
      <div class="columns small">
        ${text("latitude", "Latitude", { type: "number", step: "any", hint: "Degrees, such as 25.0865." })}
        ${text("longitude", "Longitude", { type: "number", step: "any", hint: "Degrees; west is negative." })}
      </div>
      ${findPlace()}
    </fieldset>
    <div class="columns small">
      ${text("start_date", "Starts", { type: "date" })} ${text("target_end_date", "Planned end", { type: "date" })}
    </div>
  `;
}

/** @param {() => unknown} reload */
const changedMeanwhile = (reload) =>
  note(
    "warn",
    html`Somebody else has changed this project meanwhile.
      <button type="button" class="link" @click=${reload}>Load what it is now</button>`,
  );

/** @returns {Promise<{ project: Project | undefined, etag: string | undefined }>} */
async function load() {
  if (id === null) return { project: undefined, etag: undefined };
  const { body, etag } = await getVersioned("/projects/{id}", { path: { id } });
  return { project: body, etag };
}

openBuilderPage(({ redraw }) => {
  const draft = resource(load, redraw);
  const form = new Form(NAMES, redraw);
  const findPlace = placeFinder(redraw);
  /** @param {{ etag: string | undefined }} draft */
  const submit = ({ etag }) =>
    form.onSubmit(async (entries) => {
      const body = bodyOf(entries);
      const saved =
        id === null
          ? await post("/projects", { body: { contract_amount_cents: 0, currency: "USD", ...body } })
          : await patch("/projects/{id}", { path: { id }, body, ifMatch: etag });
      location.assign(`${projectLink(saved.id)}&view=site`);
    });
  return () => html`
    ${heading({ title: id === null ? "New project" : "Edit the project", back })}
    ${show(
      draft,
      (value) =>
        html`<form class="stack narrow" @submit=${submit(value)}>
          ${form.problem?.status === 412 ? changedMeanwhile(() => form.run(() => draft.load())) : nothing}
          ${form.summary} ${fields(form, value.project, findPlace)}
          <div class="row">
            ${submitButton(form, id === null ? "Create the project" : "Save")}
            <a class="button" href=${back.href}>Cancel</a>
          </div>
        </form>`,
    )}
  `;
});
