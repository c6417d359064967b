import { field } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";

/** @typedef {import("/assets/ui/form.js").Entries} Entries */
/** @typedef {import("/assets/ui/problem.js").Problem} Problem */
/** @typedef {"config" | "credentials"} Group */
/**
 * @typedef {object} Setting
 * @property {Group} group
 * @property {string} name
 * @property {"text" | "email" | "secret" | "number" | "boolean" | "list" | "choice"} kind
 * @property {boolean} required
 * @property {string[]} [choices]
 */

/** @param {string} pointer @returns {[group: string, name: string | undefined]} */
const partsOf = (pointer) => {
  const [group = "", name] = pointer.replace(/^\//u, "").split("/");
  return [group, name];
};

/** @param {string} name */
const textKind = (name) => (/(?:^|_)email$/u.test(name) ? "email" : "text");

/**
 * What kind of field the API asks for: it says of each one that is missing what it expected.
 * @param {Group} group @param {string} name @param {string} detail
 * @returns {Pick<Setting, "kind" | "choices">}
 */
function kindOf(group, name, detail) {
  if (group === "credentials") return { kind: /^(?:username|client_id)$/u.test(name) ? "text" : "secret" };
  const choices = [...detail.matchAll(/"([^"]+)"/gu)].map(([, value = ""]) => value);
  if (choices.length > 0) return { kind: "choice", choices };
  const expected = /expected (\w+)/u.exec(detail)?.[1] ?? "string";
  if (expected === "number" || expected === "int") return { kind: "number" };
  if (expected === "boolean") return { kind: "boolean" };
  return { kind: expected === "array" ? "list" : textKind(name) };
}

/**
 * The settings and credentials that a refusal asks for.
 * @param {Problem} problem
 * @returns {Setting[]}
 */
export function settingsOf(problem) {
  /** @type {Setting[]} */
  const found = [];
  for (const { pointer, detail } of problem.errors) {
    const [group, name] = partsOf(pointer);
    if ((group !== "config" && group !== "credentials") || name === undefined) continue;
    if (found.some((each) => each.group === group && each.name === name)) continue;
    found.push({ group, name, required: true, ...kindOf(group, name, detail) });
  }
  return found;
}

/**
 * The settings that an install has.
 * @param {Record<string, unknown>} config
 * @returns {Setting[]}
 */
export const settingsIn = (config) =>
  Object.entries(config).map(([name, value]) => ({
    group: "config",
    name,
    required: false,
    kind:
      typeof value === "number"
        ? "number"
        : typeof value === "boolean"
          ? "boolean"
          : Array.isArray(value)
            ? "list"
            : textKind(name),
  }));

/** @param {Setting} setting @returns {string} its name in the form */
const inForm = ({ group, name }) => `${group}.${name}`;

/** @param {Setting} setting @param {Entries} entries @returns {unknown} undefined when nothing was entered */
function entered(setting, entries) {
  const text = entries.text(inForm(setting));
  if (setting.kind === "boolean") return text === "on";
  if (text === "") return undefined;
  if (setting.kind === "number") return Number(text);
  return setting.kind === "list" ? text.split("\n").flatMap((line) => line.trim() || []) : text;
}

/**
 * What was entered of a group; a setting that was emptied is null.
 * @param {readonly Setting[]} settings @param {Group} group @param {Entries} entries
 * @returns {Record<string, unknown>}
 */
export const valuesOf = (settings, group, entries) =>
  Object.fromEntries(
    settings
      .filter((setting) => setting.group === group)
      .flatMap((setting) => {
        const value = entered(setting, entries);
        if (value !== undefined) return [[setting.name, value]];
        return setting.required ? [] : [[setting.name, null]];
      }),
  );

/** @param {Problem | undefined} problem @param {Setting} setting */
function faultOf(problem, { group, name }) {
  const found = problem?.errors.filter(({ pointer }) => {
    const [at, of] = partsOf(pointer);
    return at === group && of === name;
  });
  return found && found.length > 0 ? found.map(({ detail }) => detail).join(" ") : undefined;
}

/** @param {unknown} value @returns {string} */
function asText(value) {
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/**
 * @param {Setting} setting
 * @param {unknown} value
 * @param {{ id: string, describedBy: string, invalid: boolean }} described
 */
function control(setting, value, { id, describedBy, invalid }) {
  const { kind, required, choices = [] } = setting;
  if (kind === "choice")
    return html`<select class="input" id=${id} name=${id} aria-invalid=${invalid} aria-describedby=${describedBy}>
      ${choices.map((each) => html`<option value=${each} ?selected=${each === value}>${spoken(each)}</option>`)}
    </select>`;
  if (kind === "list")
    return html`<textarea
      class="input"
      id=${id}
      name=${id}
      rows="3"
      .defaultValue=${asText(value)}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
    ></textarea>`;
  const type = { text: "text", email: "email", number: "number", secret: "password", boolean: "checkbox" }[kind];
  return html`<input
    class=${kind === "boolean" ? "box" : "input"}
    id=${id}
    name=${id}
    type=${type}
    step=${kind === "number" ? "any" : nothing}
    .defaultValue=${kind === "boolean" ? "on" : asText(value)}
    .defaultChecked=${value === true}
    ?required=${required && kind !== "boolean"}
    maxlength="4000"
    autocomplete="off"
    spellcheck="false"
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
  />`;
}

/**
 * A field for each setting, with what the API says is wrong with it.
 * @param {readonly Setting[]} settings
 * @param {{ values?: Record<string, unknown>, problem?: Problem | undefined }} shown `values` by the settings' names
 */
export const settingsFields = (settings, { values = {}, problem }) =>
  settings.map((setting) =>
    field({
      name: inForm(setting),
      label: spoken(setting.name),
      fault: faultOf(problem, setting),
      hint: setting.kind === "list" ? "One on each line." : undefined,
      control: (described) => control(setting, values[setting.name], described),
    }),
  );
