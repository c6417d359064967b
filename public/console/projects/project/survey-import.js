import { get, post, upload } from "/assets/ui/api.js";
import { field, Form, selectField, submitButton } from "/assets/ui/form.js";
import { number } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { SURVEY_KINDS } from "/console/projects/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["SurveyCreate"]} Input */
/** @typedef {{ value: string, label: string }} Option */

const KINDS = Object.entries(SURVEY_KINDS).map(([value, label]) => ({ value, label }));
/** @type {{ value: "" | NonNullable<Input["unit"]>, label: string }[]} */
const UNITS = [
  { value: "", label: "As the file says" },
  { value: "us_survey_foot", label: "US survey feet" },
  { value: "foot", label: "International feet" },
  { value: "metre", label: "Metres" },
];
/** @type {{ value: "" | NonNullable<Input["point_order"]>, label: string }[]} */
const ORDERS = [
  { value: "", label: "As the file says" },
  { value: "pnezd", label: "Point, northing, easting, elevation, description" },
  { value: "penzd", label: "Point, easting, northing, elevation, description" },
  { value: "nezd", label: "Northing, easting, elevation, description" },
  { value: "enzd", label: "Easting, northing, elevation, description" },
  { value: "pnez", label: "Point, northing, easting, elevation" },
  { value: "penz", label: "Point, easting, northing, elevation" },
  { value: "nez", label: "Northing, easting, elevation" },
  { value: "enz", label: "Easting, northing, elevation" },
];

/** @template {string} V @param {readonly { value: V, label: string }[]} options @param {string} text */
const chosen = (options, text) => options.find(({ value }) => value === text)?.value;

/** @param {import("/assets/ui/form.js").Entries} entries @returns {Input} */
function inputOf(entries) {
  const unit = chosen(UNITS, entries.text("unit"));
  const order = chosen(ORDERS, entries.text("point_order"));
  return {
    document_id: entries.text("document_id"),
    kind: /** @type {Input["kind"]} */ (entries.text("kind")),
    ...(unit && { unit }),
    ...(order && { point_order: order }),
  };
}

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  xml: "application/xml",
  dxf: "image/vnd.dxf",
  dwg: "image/vnd.dwg",
  csv: "text/csv",
  txt: "text/plain",
};

/** The file with a media type that documents have; browsers know few of those of surveys. @param {File} file */
function typed(file) {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  return new File([file], file.name, { type: TYPES[ending] ?? "application/octet-stream" });
}

/**
 * Puts a file of the viewer's among the documents of the project.
 * @param {string} projectId
 * @param {File} file
 * @returns {Promise<string>} the document's id
 */
export async function addDocument(projectId, file) {
  const { id } = await post("/documents", { body: { name: file.name, project_id: projectId, category: "plan" } });
  await upload("PUT", "/documents/{id}/content", { path: { id }, file });
  return id;
}

/** @param {Form} form @param {(file: File) => Promise<void>} add */
const picker = (form, add) =>
  field({
    name: "survey-file",
    label: "A file of your surveyor",
    hint: "LandXML, DXF or points, up to 16 MiB. It becomes a document of the project.",
    control: ({ id, describedBy }) =>
      html`<input
        class="input"
        type="file"
        id=${id}
        accept=".xml,.dxf,.csv,.txt,.dwg"
        ?disabled=${form.busy}
        aria-describedby=${describedBy}
        @change=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ { currentTarget: input }) => {
          const [file] = input.files ?? [];
          if (file)
            void form.run(async () => {
              await add(file);
              input.value = "";
            });
        }}
      />`,
  });

/** @param {Form} form @param {readonly Option[]} documents @param {string | undefined} added */
const fields = (form, documents, added) => html`
  <div class="columns">
    ${selectField({ form, name: "document_id", label: "Document", options: documents, ...(added && { value: added }) })}
    ${selectField({ form, name: "kind", label: "Kind of survey", options: KINDS })}
  </div>
  <details class="more" ?open=${form.faultOf("unit") !== undefined || form.faultOf("point_order") !== undefined}>
    <summary>Where the file leaves it open</summary>
    <div class="more-body columns">
      ${selectField({ form, name: "unit", label: "Unit of its coordinates", options: UNITS })}
      ${selectField({ form, name: "point_order", label: "Columns of a point file", options: ORDERS })}
    </div>
  </details>
`;

/**
 * Imports a survey from a document of the project.
 * @param {() => void} redraw
 * @param {string} projectId
 * @param {(made: Schemas["SurveyDetail"]) => void} imported
 */
export function importForm(redraw, projectId, imported) {
  const documents = resource(async () => {
    const { data } = await get("/documents", { query: { project_id: projectId, limit: 100 } });
    return data.filter(({ status }) => status === "uploaded").map(({ id, name }) => ({ value: id, label: name }));
  }, redraw);
  const form = new Form(["document_id", "kind", "unit", "point_order"], redraw);
  /** @type {string | undefined} */
  let added;
  const add = async (/** @type {File} */ file) => {
    added = await addDocument(projectId, typed(file));
    await documents.load();
    toast("It is a document of the project. Now import it.");
  };
  const submit = form.onSubmit(async (entries) => {
    const path = { project_id: projectId };
    const made = await post("/projects/{project_id}/surveys", { path, body: inputOf(entries) });
    const count = made.findings.length;
    toast(count === 0 ? "Imported. Nothing in it disagrees." : `Imported. Findings: ${number(count)}.`);
    imported(made);
  });
  return () =>
    card({
      title: "Import a survey",
      body: html`<div class="stack">
        ${picker(form, add)}
        ${show(documents, (found) =>
          found.length === 0
            ? form.summary
            : html`<form class="stack" @submit=${submit}>
                ${form.summary} ${fields(form, found, added)}
                <div class="row">${submitButton(form, "Import")}</div>
              </form>`,
        )}
      </div>`,
    });
}
