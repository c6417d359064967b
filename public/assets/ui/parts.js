import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { toast } from "/assets/ui/overlay.js";

/** @typedef {"neutral" | "good" | "warn" | "bad" | "info"} Tone */

/**
 * What the page is, and what can be done on it.
 * @param {{ title: unknown, lead?: unknown, actions?: unknown, back?: { href: string, label: string } }} parts
 */
export const heading = ({ title, lead, actions, back }) => html`
  <header class="heading">
    ${back ? html`<a class="back" href=${back.href}>${icon("left")}${back.label}</a>` : nothing}
    <div class="heading-row">
      <h1>${title}</h1>
      ${actions ? html`<div class="heading-actions">${actions}</div>` : nothing}
    </div>
    ${lead ? html`<p class="heading-lead">${lead}</p>` : nothing}
  </header>
`;

/**
 * @param {Tone} tone
 * @param {unknown} text
 */
export const badge = (tone, text) => html`<span class="badge" data-tone=${tone}>${text}</span>`;

/**
 * @param {{ title?: unknown, actions?: unknown, body: unknown, flush?: boolean }} parts `flush` lets a table reach its edges
 */
export const card = ({ title, actions, body, flush = false }) => html`
  <section class="card ${flush ? "flush" : ""}">
    ${
      title
        ? html`<div class="card-head">
            <h2>${title}</h2>
            ${actions ?? nothing}
          </div>`
        : nothing
    }
    <div class="card-body">${body}</div>
  </section>
`;

/**
 * Names and values.
 * @param {readonly (readonly [string, unknown])[]} rows
 */
export const facts = (rows) => html`
  <dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>
`;

/**
 * A small button, of a row or of a card's head.
 * @param {unknown} text
 * @param {() => unknown} press
 * @param {{ label?: string, look?: "main" | "bad-text", disabled?: boolean, busy?: boolean }} [more] `label` says of what,
 *   where the text alone does not
 */
export const smallButton = (text, press, { label, look, disabled = false, busy = false } = {}) =>
  html`<button
    type="button"
    class="button small ${look ?? ""}"
    aria-label=${label ?? nothing}
    aria-busy=${busy ? "true" : nothing}
    ?disabled=${disabled}
    @click=${press}
  >
    ${text}
  </button>`;

/**
 * A link in the same place.
 * @param {unknown} text
 * @param {string} href
 * @param {"main"} [look]
 */
export const smallLink = (text, href, look) => html`<a class="button small ${look ?? ""}" href=${href}>${text}</a>`;

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("This browser does not let pages copy. Select the text instead.", "bad");
  }
}

/**
 * @param {string} text
 * @param {string} what is copied, for its label
 */
export const copyButton = (text, what) => html`
  <button type="button" class="icon-button" aria-label="Copy ${what}" title="Copy" @click=${() => copy(text)}>
    ${icon("copy")}
  </button>
`;

/**
 * Text that a machine reads, with a button that copies it.
 * @param {string} text
 * @param {{ label: string, copies?: boolean }} options `label` says what it is
 */
export const codeBlock = (text, { label, copies = true }) => html`
  <div class="code">
    <pre tabindex="0" role="group" aria-label=${label}><code>${text}</code></pre>
    ${copies ? copyButton(text, label) : nothing}
  </div>
`;

/**
 * A short value that people copy: a key, an id, a secret.
 * @param {string} text
 * @param {string} label
 */
export const copyable = (text, label) =>
  html`<span class="copyable"><code>${text}</code>${copyButton(text, label)}</span>`;

/**
 * A credential in the one moment it can be seen.
 * @param {{ title: string, secret: string, label: string, text: unknown, done: unknown }} parts
 */
export const reveal = ({ title, secret, label, text, done }) => html`
  <section class="card reveal">
    <div class="card-body">
      <h2>${title}</h2>
      <p>${text}</p>
      <div class="secret"><code>${secret}</code>${copyButton(secret, label)}</div>
      <div class="row">${done}</div>
    </div>
  </section>
`;

/**
 * @template Row
 * @typedef {{ label: string, cell: (row: Row) => unknown, kind?: "number" | "actions", main?: boolean }} Column
 */

/** What stands where there is nothing; a narrow screen leaves it out. */
const NONE = "–";

/**
 * @template Row
 * @param {Column<Row>} column
 * @param {Row} row
 */
function tableCell({ label, cell, kind, main }, row) {
  const value = cell(row);
  return main
    ? html`<th scope="row" data-kind=${kind ?? "text"}>${value}</th>`
    : html`<td data-kind=${kind ?? "text"} data-label=${label} ?data-none=${value === NONE}>${value}</td>`;
}

/**
 * A table; on a narrow screen each row becomes a card whose values carry their column's name.
 * @template Row
 * @param {{ caption: string, columns: readonly Column<Row>[], rows: readonly Row[], small?: boolean }} parts a `small` one
 *   stays a table on a narrow screen, too
 */
export const table = ({ caption, columns, rows, small = false }) => html`
  <div class="table-frame" role="region" aria-label=${caption} tabindex="0">
    <table class=${small ? "data" : "data wide"}>
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(
            ({ label, kind }) =>
              html`<th scope="col" data-kind=${kind ?? "text"}>
                ${kind === "actions" ? html`<span class="visually-hidden">${label}</span>` : label}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column) => tableCell(column, row))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;

/**
 * To the neighbouring pages of a list; nothing where there is only one.
 * @param {import("/assets/ui/resource.js").Pages<any>} list
 */
export const pager = (list) =>
  list.hasNext || list.hasPrevious
    ? html`<nav class="pager" aria-label="Pages">
        <button
          type="button"
          class="button"
          ?disabled=${!list.hasPrevious || list.loading}
          @click=${() => list.previous()}
        >
          ${icon("left")}Newer
        </button>
        <button type="button" class="button" ?disabled=${!list.hasNext || list.loading} @click=${() => list.next()}>
          Older${icon("right")}
        </button>
      </nav>`
    : nothing;

/**
 * Views of one thing; each is a link, so that every one has an address.
 * @param {string} label
 * @param {readonly { href: string, label: unknown, current: boolean }[]} items
 */
export const tabs = (label, items) => html`
  <nav class="tabs" aria-label=${label}>
    ${items.map(
      ({ href, label: text, current }) => html`<a href=${href} aria-current=${current ? "page" : nothing}>${text}</a>`,
    )}
  </nav>
`;
