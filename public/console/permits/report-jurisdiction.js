import { post } from "/assets/ui/api.js";
import { formDialog, textArea } from "/assets/ui/ask.js";
import { Form, selectField, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { openDialog, toast } from "/assets/ui/overlay.js";
import { smallButton } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["JurisdictionReportCreate"]} Report */
/** @typedef {NonNullable<Report["facts"]>} Facts */

/** @type {Record<NonNullable<Facts["kind"]>, string>} */
const KINDS = { city: "City", county: "County", town: "Town", state: "State", other: "Something else" };
/** @type {Record<NonNullable<Facts["platform"]>, string>} */
const PLATFORMS = { accela: "Accela", opengov: "OpenGov", other: "Another software", none: "None, or not known" };
/** @type {Record<Exclude<Report["kind"], "new_jurisdiction">, string>} */
const WRONG = {
  portal_changed: "Its portal has moved",
  api_down: "Its system does not answer",
  does_not_work: "Filing with it does not work",
  other: "Something else",
};

/** @param {Readonly<Record<string, string>>} names */
const options = (names) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** @param {Form} form @param {string} name @param {string} label @param {string} hint */
const address = (form, name, label, hint) => textField({ form, name, label, hint, type: "url", maxLength: 500 });

/** @param {Form} form @param {string | null} state */
const newFields = (form, state) => html`
  ${textField({ form, name: "name", label: "Its name", required: true, maxLength: 200 })}
  ${textField({ form, name: "state", label: "State", required: true, maxLength: 2, value: state ?? "", hint: "Two letters, such as NC." })}
  ${selectField({ form, name: "kind", label: "What it is", options: options(KINDS) })}
  ${selectField({ form, name: "platform", label: "Software it takes applications with", options: options(PLATFORMS), value: "none" })}
  ${address(form, "portal_url", "Where people apply", "The address of its portal.")}
`;

/** @param {Form} form */
const wrongFields = (form) => html`
  ${selectField({ form, name: "report", label: "What is wrong", options: options(WRONG) })}
  ${address(form, "portal_url", "Where people apply now", "If its portal has moved.")}
`;

/** @param {readonly (readonly [string, string])[]} entries @returns {Facts} */
const filled = (entries) => Object.fromEntries(entries.filter(([, value]) => value !== ""));

/**
 * Tells the platform of a jurisdiction that the registry does not have, or of which it is wrong.
 * @param {{ known?: { id: string, name: string }, state?: string | null }} about `known` is one of the registry
 * @returns {Promise<boolean>} whether it was sent
 */
export async function reportJurisdiction({ known, state = null }) {
  const title = known ? `Report ${known.name}` : "Report a jurisdiction";
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form(["name", "state", "kind", "platform", "portal_url", "report", "note"], redraw);
    const submit = form.onSubmit(async (entries) => {
      /** @param {readonly string[]} names */
      const facts = (names) => filled(names.map((name) => [name, entries.text(name)]));
      const note = entries.text("note");
      const said = known
        ? { jurisdiction_id: known.id, facts: facts(["portal_url"]) }
        : {
            facts: {
              ...facts(["name", "state", "kind", "platform", "portal_url"]),
              state: entries.text("state").toUpperCase(),
            },
          };
      const kind = /** @type {Report["kind"]} */ (known ? entries.text("report") : "new_jurisdiction");
      await post("/jurisdictions", { body: { kind, ...said, ...(note && { note }) } });
      toast("Thank you. You are told what becomes of it.");
      close(true);
    });
    return () =>
      formDialog({
        form,
        submit,
        title,
        close: () => close(undefined),
        body: html`<p>The platform's staff look at it before the registry changes for everybody.</p>
          ${form.summary} ${known ? wrongFields(form) : newFields(form, state)}
          ${textArea({ form, name: "note", label: "In your words", maxLength: 2000 })}`,
        action: "Send the report",
      });
  };
  return (await openDialog(build, { label: title })) ?? false;
}

/** @param {{ known?: { id: string, name: string }, state?: string | null, label: string }} about */
export const reportButton = ({ label, ...about }) => smallButton(label, () => void reportJurisdiction(about));
