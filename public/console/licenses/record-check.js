import { post } from "/assets/ui/api.js";
import { formDialog, textArea } from "/assets/ui/ask.js";
import { Form, selectField, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { openDialog } from "/assets/ui/overlay.js";
import { STANDINGS } from "/console/licenses/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/licenses/shown.js").Row} Row */
/** @typedef {import("/console/licenses/shown.js").Standing} Standing */

const standings = Object.entries(STANDINGS).map(([value, { label }]) => ({ value, label }));

/** @param {import("/assets/ui/form.js").Entries} entries @returns {Schemas["LicenseCheckCreate"]} */
function checkIn(entries) {
  const names = /** @type {const} */ (["status_text", "name", "expires_on", "note"]);
  const given = names.flatMap((name) => (entries.text(name) === "" ? [] : [[name, entries.text(name)]]));
  return { standing: /** @type {Standing} */ (entries.text("standing")), ...Object.fromEntries(given) };
}

/** Where to look. @param {Row} row */
const place = ({ vendor, license }) => {
  const { board, lookup_url: url } = license?.board ?? {};
  const number = html`<strong>${vendor.license_state} ${vendor.license_number}</strong>`;
  return url
    ? html`<p>
        Look ${number} up on
        <a href=${url} rel="noopener noreferrer" target="_blank">the page of ${board}</a>, and record what it says.
      </p>`
    : html`<p>
        ${board} has no page for that. Ask the city or the county about ${number}, and record what you learn.
      </p>`;
};

/** @param {Form} form */
const fields = (form) => html`
  ${form.summary} ${selectField({ form, name: "standing", label: "Standing", options: standings })}
  ${textField({ form, name: "status_text", label: "In the board's words", maxLength: 200, hint: "Such as Current, Active." })}
  ${textField({ form, name: "name", label: "Whose license it is", maxLength: 200 })}
  ${textField({ form, name: "expires_on", label: "Its last day", type: "date" })}
  ${textArea({ form, name: "note", label: "Note", maxLength: 2000, rows: 2 })}
`;

/**
 * Records what a person found on the board's page.
 * @param {Row} row
 * @returns {Promise<boolean>} whether it was recorded
 */
export async function recordCheck(row) {
  const title = `Record a check of ${row.vendor.name}`;
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form(["standing", "status_text", "name", "expires_on", "note"], redraw);
    const submit = form.onSubmit(async (entries) => {
      await post("/vendors/{id}/license/checks", { path: { id: row.vendor.id }, body: checkIn(entries) });
      close(true);
    });
    return () =>
      formDialog({
        form,
        submit,
        title,
        close: () => close(undefined),
        body: html`${place(row)} ${fields(form)}`,
        action: "Record it",
      });
  };
  return (await openDialog(build, { label: title })) === true;
}
