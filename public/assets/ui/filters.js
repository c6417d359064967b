import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";

/** @typedef {{ value: string, label: string }} Option */

/** What a list is narrowed by. It is kept in the address, so that what one sees can be sent to a colleague. */
export class Filters {
  /** By the names of the API's query parameters; empty ones do not narrow. @type {Record<string, string>} */
  values;
  #changed;

  /**
   * @param {readonly string[]} names
   * @param {() => void} changed loads the list anew
   */
  constructor(names, changed) {
    const search = new URLSearchParams(location.search);
    this.values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ""]));
    this.#changed = changed;
  }

  get isEmpty() {
    return Object.values(this.values).every((value) => value === "");
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    this.values[name] = value;
    const url = new URL(location.href);
    if (value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    history.replaceState(null, "", url);
    this.#changed();
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {readonly Option[]} options beside the one for all
   */
  select(name, label, options) {
    /** @param {Event & { currentTarget: HTMLSelectElement }} event */
    const onChange = ({ currentTarget }) => this.set(name, currentTarget.value);
    const chosen = this.values[name] ?? "";
    // What the list is narrowed to is said even while the options are not known.
    const isMissing = chosen !== "" && !options.some(({ value }) => value === chosen);
    const all = isMissing ? [{ value: chosen, label: chosen }, ...options] : options;
    return html`<div class="field">
      <label class="field-label" for="filter-${name}">${label}</label>
      <select class="input" id="filter-${name}" @change=${onChange}>
        <option value="">All</option>
        ${all.map(
          ({ value, label: text }) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>`;
  }
}

/**
 * The filters above a list.
 * @param {unknown} selects
 * @param {import("/assets/ui/resource.js").Pages<any>} [list] with a button that asks for it again
 */
export const filterRow = (selects, list) => html`
  <div class="filters" role="group" aria-label="Filters">
    ${selects}
    ${
      list
        ? html`<button type="button" class="button" ?disabled=${list.loading} @click=${() => list.refresh()}>
            ${icon("refresh")}Refresh
          </button>`
        : nothing
    }
  </div>
`;
