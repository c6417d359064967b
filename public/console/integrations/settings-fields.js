import { field } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/assets/ui/form.js").Entries} Entries */
/** @typedef {import("/assets/ui/problem.js").Problem} Problem */
/** @typedef {Schemas["InstallFormField"]} FormField */
/** A part of an install form. @typedef {"config" | "credentials"} Group */

/** @param {FormField} setting @param {string} text @returns {unknown} undefined when nothing was entered */
function entered({ kind }, text) {
  if (kind === "boolean") return text === "on" || text === "true";
  if (text === "") return undefined;
  if (kind === "number" || kind === "integer") return Number(text);
  return kind === "list" ? text.split("\n").flatMap((line) => line.trim() || []) : text;
}

/**
 * What was entered of a group. A setting that was emptied is its default, or null; a credential is left out.
 * @param {Group} group @param {readonly FormField[]} fields @param {Entries} entries
 * @returns {Record<string, unknown>}
 */
export const valuesOf = (group, fields, entries) =>
  Object.fromEntries(
    fields.flatMap((each) => {
      const value = entered(each, entries.text(`${group}.${each.name}`));
      if (value !== undefined) return [[each.name, value]];
      return each.required || group === "credentials" ? [] : [[each.name, entered(each, each.default ?? "") ?? null]];
    }),
  );

/** @param {Problem | undefined} problem @param {string} pointer of the field */
function faultOf(problem, pointer) {
  const found = problem?.errors.filter(({ pointer: at }) => at === pointer || at.startsWith(`${pointer}/`)) ?? [];
  return found.length > 0 ? found.map(({ detail }) => detail).join(" ") : undefined;
}

/** @param {unknown} value @returns {string} */
function asText(value) {
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** @type {Partial<Record<FormField["kind"], string>>} of an input; the others are texts */
const TYPES = { email: "email", uri: "url", date: "date", number: "number", integer: "number", secret: "password" };

/**
 * @param {FormField} setting
 * @param {unknown} value
 * @param {{ id: string, describedBy: string, invalid: boolean }} described
 */
function control(setting, value, { id, describedBy, invalid }) {
  const { kind, required, choices } = setting;
  if (kind === "choice")
    return html`<select class="input" id=${id} name=${id} aria-invalid=${invalid} aria-describedby=${describedBy}>
      ${required ? nothing : html`<option value=""></option>`}
      ${choices?.map((each) => html`<option value=${each} ?selected=${each === value}>${spoken(each)}</option>`)}
    </select>`;
  if (kind === "list")
    return html`<textarea
      class="input"
      id=${id}
      name=${id}
      rows="3"
      .defaultValue=${asText(value)}
      ?required=${required}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
    ></textarea>`;
  return kind === "boolean"
    ? box(value, { id, describedBy, invalid })
    : line(setting, value, { id, describedBy, invalid });
}

/** @typedef {{ id: string, describedBy: string, invalid: boolean }} Described */

/** @param {unknown} value @param {Described} described */
const box = (value, { id, describedBy, invalid }) =>
  html`<input
    class="box"
    id=${id}
    name=${id}
    type="checkbox"
    .defaultChecked=${value === true || value === "true"}
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
  />`;

/** @param {FormField} setting @param {unknown} value @param {Described} described */
const line = ({ kind, required, minimum, maximum, max_length: longest }, value, { id, describedBy, invalid }) =>
  html`<input
    class="input"
    id=${id}
    name=${id}
    type=${TYPES[kind] ?? "text"}
    step=${kind === "number" ? "any" : nothing}
    min=${minimum ?? nothing}
    max=${maximum ?? nothing}
    maxlength=${longest ?? 4000}
    .defaultValue=${asText(value)}
    ?required=${required}
    autocomplete="off"
    spellcheck="false"
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
  />`;

/** @param {FormField} setting */
function hintOf({ kind, description, example, default: usual }) {
  const isTyped = kind !== "choice" && kind !== "boolean";
  const parts = [
    description,
    kind === "list" ? "One on each line." : undefined,
    isTyped && example && usual === null ? `For instance: ${example}.` : undefined,
  ];
  return parts.filter(Boolean).join(" ");
}

/**
 * A field for each setting, with what the API says is wrong with it.
 * @param {Group} group
 * @param {readonly FormField[]} fields
 * @param {{ values?: Record<string, unknown>, problem: Problem | undefined }} shown `values` by the fields' names
 */
export const settingsFields = (group, fields, { values = {}, problem }) =>
  fields.map((setting) =>
    field({
      name: `${group}.${setting.name}`,
      label: setting.label,
      optional: !setting.required && setting.kind !== "boolean",
      fault: faultOf(problem, `/${group}/${setting.name}`),
      hint: hintOf(setting),
      control: (described) => control(setting, values[setting.name] ?? setting.default, described),
    }),
  );

/**
 * Whether a refusal names a field of the group.
 * @param {Problem} problem @param {string} group
 */
export const isAbout = ({ errors }, group) => errors.some(({ pointer }) => pointer.startsWith(`/${group}`));
