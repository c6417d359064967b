import { get, post } from "/assets/ui/api.js";
import { Form, selectField, submitButton } from "/assets/ui/form.js";
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

/** @param {Form} form @param {readonly Option[]} documents */
const fields = (form, documents) => html`
  <div class="columns">
    ${selectField({ form, name: "document_id", label: "Document", options: documents })}
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
      body: show(documents, (found) =>
        found.length === 0
          ? html`<p class="soft">
              A survey is read from a document of the project: LandXML, DXF or a file of points. None is uploaded yet.
            </p>`
          : html`<form class="stack" @submit=${submit}>
              ${form.summary} ${fields(form, found)}
              <div class="row">${submitButton(form, "Import")}</div>
            </form>`,
      ),
    });
}
