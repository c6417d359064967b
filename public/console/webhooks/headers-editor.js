import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { smallButton } from "/assets/ui/parts.js";

/** Headers of the builder's own, sent with every delivery. Values that are kept are not shown again. */
export class Headers {
  /** @type {{ name: string, value: string }[]} */
  rows = [];
  /** Names of those that stay as they are; undefined once they are to be replaced. @type {readonly string[] | undefined} */
  kept;

  /** @param {readonly string[]} names of the headers there are */
  constructor(names) {
    this.kept = names.length > 0 ? names : undefined;
  }

  /** What to send: undefined leaves them as they are. @returns {Record<string, string> | undefined} */
  get value() {
    if (this.kept) return undefined;
    return Object.fromEntries(this.rows.filter(({ name }) => name !== "").map(({ name, value }) => [name, value]));
  }
}

/** @param {{ headers: Headers, redraw: () => void, fault: string | undefined }} parts */
export function headersEditor({ headers, redraw, fault }) {
  const add = () => {
    headers.rows.push({ name: "", value: "" });
    redraw();
  };
  const replace = () => {
    headers.kept = undefined;
    add();
  };
  /** @param {number} index */
  const drop = (index) => {
    headers.rows.splice(index, 1);
    redraw();
  };
  /** @param {{ name: string, value: string }} row @param {number} index */
  const line = (row, index) =>
    html`<div class="header-row">
      <input
        class="input"
        aria-label="Name of header ${index + 1}"
        maxlength="100"
        autocomplete="off"
        .value=${row.name}
        @input=${(/** @type {any} */ event) => (row.name = event.target.value.trim())}
      />
      <input
        class="input"
        aria-label="Value of header ${index + 1}"
        maxlength="1024"
        autocomplete="off"
        .value=${row.value}
        @input=${(/** @type {any} */ event) => (row.value = event.target.value)}
      />
      <button type="button" class="icon-button" aria-label="Remove header ${index + 1}" @click=${() => drop(index)}>
        ${icon("trash")}
      </button>
    </div>`;
  return html`
    <fieldset class="fieldset stack tight">
      <legend>Headers of your own <span class="soft">(optional)</span></legend>
      <p class="field-hint">Sent with every delivery; a credential, for one. They are kept encrypted.</p>
      ${fault ? html`<p class="field-fault">${fault}</p>` : nothing}
      ${
        headers.kept
          ? html`<p>
              ${headers.kept.map((name) => html`<code>${name}</code> `)} stay as they are.
              <button type="button" class="link" @click=${replace}>Replace them</button>
            </p>`
          : html`${headers.rows.map((row, index) => line(row, index))}
              <div>
                ${smallButton(html`${icon("plus")}Add a header`, add, { disabled: headers.rows.length >= 20 })}
              </div>`
      }
    </fieldset>
  `;
}
