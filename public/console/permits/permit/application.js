import { patch, post } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Entries, Form, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { note } from "/assets/ui/states.js";
import { applicationFacts, missingList, siteOf } from "/console/permits/filled.js";
import { chooseJurisdiction } from "/console/permits/permit/jurisdiction.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/permits/permit/permit.js").Place} Place */
/** @typedef {Schemas["PermitApplication"]} Filled */

/** @type {ReadonlySet<Schemas["Permit"]["status"]>} */
const OPEN = new Set(["draft", "submission_failed", "manual"]);

/** Whether its application may still be changed. @param {Schemas["Permit"]} permit */
export const isOpen = ({ status }) => OPEN.has(status);

const TEXTS = /** @type {const} */ ([
  "record_type",
  "description",
  "parcel_number",
  "location_id",
  "applicant_name",
  "applicant_email",
  "applicant_phone",
  "contractor_license",
]);

/** @param {Entries} entries @returns {Schemas["PermitUpdate"]} */
function changesIn(entries) {
  const value = entries.text("job_value_cents");
  return {
    title: entries.text("title"),
    ...Object.fromEntries(TEXTS.map((name) => [name, entries.text(name) || null])),
    job_value_cents: value === "" ? null : Math.round(Number(value) * 100),
  };
}

/** @param {Filled} filled @param {string} name */
const missingOf = ({ missing }, name) => missing.find(({ pointer }) => pointer === `/${name}`);

/**
 * What is said below a field: that it is missing, or what goes onto the application without it.
 * @param {Filled} filled @param {string} name @param {unknown} [otherwise]
 */
function hintOf(filled, name, otherwise) {
  const found = missingOf(filled, name);
  return found ? html`<strong class="missing">Missing.</strong> ${found.detail}` : otherwise;
}

/** @param {Form} form @param {import("/console/permits/permit/permit.js").Opened} opened */
function fields(form, { permit, filled, project }) {
  const { application } = filled;
  /** @param {typeof TEXTS[number]} name @param {string} label @param {number} maxLength @param {unknown} [otherwise] */
  const line = (name, label, maxLength, otherwise) =>
    textField({
      form,
      name,
      label,
      maxLength,
      value: permit[name] ?? "",
      // What is missing may be left out of a draft, and not of what is filed.
      optional: missingOf(filled, name) === undefined,
      hint: hintOf(filled, name, otherwise),
    });
  const cents = permit.job_value_cents;
  return html`
    ${textField({ form, name: "title", label: "What it permits", required: true, maxLength: 200, value: permit.title })}
    ${line("record_type", "Kind of permit, as the jurisdiction calls it", 200, "Its own id, such as Building-Residential-New-NA.")}
    ${textArea({
      form,
      name: "description",
      label: "The work",
      maxLength: 2000,
      value: permit.description ?? "",
      hint: hintOf(filled, "description", project.description && `Empty, it is the project's: ${project.description}`),
    })}
    <div class="columns">
      ${textField({
        form,
        name: "job_value_cents",
        label: "Value of the work, USD",
        type: "number",
        step: "0.01",
        value: cents === null ? "" : String(cents / 100),
        hint: hintOf(filled, "job_value_cents", "Empty, it is the project's contract amount."),
      })}
      ${line("parcel_number", "Parcel number", 60, "As the assessor writes it.")}
      ${line("location_id", "Their id of the place", 100)} ${line("contractor_license", "Your license number", 60)}
      ${line("applicant_name", "Who applies", 200, `Empty, it is ${application.contractor.name}.`)}
      ${textField({
        form,
        name: "applicant_email",
        label: "E-mail address",
        type: "email",
        maxLength: 254,
        value: permit.applicant_email ?? "",
      })}
      ${line("applicant_phone", "Phone", 40)}
    </div>
  `;
}

/** What comes from the project, and what of it is missing. @param {Form} form @param {Filled} filled */
const ofProject = (form, { application, missing }) => {
  const lacking = missing.filter(({ pointer }) => pointer.startsWith("/project/"));
  return html`
    <div>
      <h3>From the project</h3>
      <p class="soft">
        Site: ${siteOf(application) || "not known"}. Owner: ${application.owner?.name ?? "not known"}. It is changed
        with the project.
      </p>
    </div>
    ${
      lacking.length === 0
        ? nothing
        : html`<div class=${form.faultOf("project") ? "field-fault" : ""}>
            ${note(form.faultOf("project") ? "bad" : "warn", missingList(lacking))}
          </div>`
    }
  `;
};

/** @param {Place} place */
async function choose({ opened, reload }) {
  const { permit, etag, project } = opened();
  const found = await chooseJurisdiction(project.state);
  if (!found) return;
  await patch("/permits/{id}", { path: { id: permit.id }, body: { jurisdiction_id: found.id }, ifMatch: etag });
  await reload();
}

/** @param {Place} place @param {Form} form */
const jurisdictionRow = (place, form) => {
  const { jurisdiction } = place.opened().filled;
  return html`<div class="setting">
    <div>
      <h3>Jurisdiction</h3>
      <p class="soft">
        ${jurisdiction ? `${jurisdiction.name}, ${jurisdiction.state}` : "Who decides on it is not chosen yet."}
      </p>
    </div>
    <button type="button" class="button" ?disabled=${form.busy} @click=${() => form.run(() => choose(place))}>
      ${jurisdiction ? "Choose another" : "Choose it"}
    </button>
  </div>`;
};

/** @param {Place} place @param {Entries} entries */
async function save({ opened, reload }, entries) {
  const { permit, etag } = opened();
  await patch("/permits/{id}", { path: { id: permit.id }, body: changesIn(entries), ifMatch: etag });
  await reload();
}

/** What is missing, the API says in its refusal: only what can be filed is asked about first. @param {Place} place */
async function submit({ opened, reload }) {
  const { permit, etag, filled } = opened();
  const sure =
    !filled.can_submit ||
    (await confirm({
      title: `Submit ${permit.title}?`,
      text: html`<p>
        The application is filed with ${filled.jurisdiction?.name}, as soon as that works, for up to 24 hours, and never
        twice.
      </p>`,
      action: "Submit it",
      tone: "main",
    }));
  if (!sure) return;
  await post("/permits/{id}/submit", { path: { id: permit.id }, body: {}, ifMatch: etag });
  await reload();
  toast("It is being filed.");
}

/** @param {Form} form @param {() => unknown} reload */
const changedMeanwhile = (form, reload) =>
  form.problem?.status === 412
    ? note(
        "warn",
        html`Somebody else, or the jurisdiction, has changed this permit meanwhile.
          <button type="button" class="link" @click=${reload}>Load what it is now</button>`,
      )
    : form.summary;

/**
 * The application: a form while it may still be changed, then what was filed.
 * @param {Place} place
 */
export function applicationForm(place) {
  const form = new Form(["title", "job_value_cents", "project", ...TEXTS], place.redraw);
  const onSubmit = form.onSubmit(async (entries) => {
    await save(place, entries);
    toast("Saved");
  });
  /** @param {MouseEvent & { currentTarget: HTMLButtonElement }} event */
  const onFile = ({ currentTarget: { form: element } }) => {
    if (!element?.reportValidity()) return;
    const entries = new Entries(new FormData(element));
    void form.run(async () => {
      await save(place, entries);
      await submit(place);
    });
  };
  return () => {
    const opened = place.opened();
    if (!isOpen(opened.permit))
      return card({ title: "Application", body: applicationFacts(opened.filled.application) });
    return card({
      title: "Application",
      body: html`<form class="stack" @submit=${onSubmit}>
        ${changedMeanwhile(form, () => form.run(place.reload))} ${jurisdictionRow(place, form)}
        ${ofProject(form, opened.filled)} ${fields(form, opened)}
        <div class="row">
          ${
            opened.permit.number === null
              ? html`<button type="button" class="button main" ?disabled=${form.busy} @click=${onFile}>
                  Submit electronically
                </button>`
              : nothing
          }
          <button type="submit" class="button" ?disabled=${form.busy}>Save</button>
        </div>
      </form>`,
    });
  };
}
