/** What is said of records that both sides have. */
import { day } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";

/** @typedef {Record<string, unknown>} Values a record's fields, as a link has them */

/** Kinds of records that are kept alike at both sides. */
export const LINKED = new Set(["contact", "bill", "bill_payment"]);

const amount = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param {number} cents in the record's own currency */
const inFull = (cents) => amount.format(cents / 100);

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "");

/**
 * What a record is called.
 * @param {string} model its kind at the other side
 * @param {Values} values
 */
export function nameOf(model, values) {
  if (model === "contact") return text(values["name"]) || "Without a name";
  if (model === "bill") return text(values["number"]) || "Without a number";
  const paid = values["amount_cents"] === undefined ? [] : [inFull(Number(values["amount_cents"]))];
  const on = text(values["paid_on"]) === "" ? [] : [day(text(values["paid_on"]))];
  return [...paid, ...on].join(", ") || "Without an amount";
}

/** @param {string} json of the lines of a bill */
const lines = (json) => {
  /** @type {{ description: string, amount_cents: number }[]} */
  const known = JSON.parse(json);
  return html`<ul class="plain-list close">
    ${known.map(
      ({ description, amount_cents: cents }) =>
        html`<li>${description}<br /><span class="soft">${inFull(cents)}</span></li>`,
    )}
  </ul>`;
};

/**
 * What one side has in a field.
 * @param {string} field
 * @param {string | null} value
 */
export function shown(field, value) {
  if (value === null || value === "") return html`<span class="soft">Nothing</span>`;
  if (field === "line_items") return lines(value);
  if (field.endsWith("_cents")) return inFull(Number(value));
  if (/_(?:date|on)$/u.test(field)) return day(value);
  return field === "status" ? spoken(value) : value;
}
