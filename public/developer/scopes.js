import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["DeveloperAppCreate"]["scopes"][number]} Scope */

/** Every scope an application may ask for; the others are for keys and people alone. @type {Record<Scope, true>} */
const SCOPES = {
  "read:projects": true,
  "write:projects": true,
  "read:clients": true,
  "write:clients": true,
  "read:cost_codes": true,
  "write:cost_codes": true,
  "read:budgets": true,
  "write:budgets": true,
  "read:schedules": true,
  "write:schedules": true,
  "read:vendors": true,
  "write:vendors": true,
  "read:invoices": true,
  "write:invoices": true,
  "read:payments": true,
  "write:payments": true,
  "read:permits": true,
  "write:permits": true,
  "read:change_orders": true,
  "write:change_orders": true,
  "read:documents": true,
  "write:documents": true,
  "read:events": true,
  "read:webhooks": true,
  "write:webhooks": true,
  "read:surveys": true,
  "write:surveys": true,
  "read:integrations": true,
  "write:integrations": true,
  "read:usage": true,
  "read:notifications": true,
  "write:notifications": true,
};

const all = /** @type {Scope[]} */ (Object.keys(SCOPES));
const nouns = [...new Set(all.map((scope) => scope.split(":")[1] ?? ""))];

/** @param {readonly string[]} texts @returns {Scope[]} those of them that are scopes */
export const scopesIn = (texts) => all.filter((scope) => texts.includes(scope));

/** @param {string} verb @param {string} noun @param {readonly string[]} chosen */
const box = (verb, noun, chosen) => {
  const scope = `${verb}:${noun}`;
  return Object.hasOwn(SCOPES, scope)
    ? html`<label class="check"
        ><input type="checkbox" name="scopes" value=${scope} .defaultChecked=${chosen.includes(scope)} /><code
          >${scope}</code
        ></label
      >`
    : nothing;
};

/**
 * What an application may ask for, one row a noun.
 * @param {{ chosen?: readonly string[], fault?: string | undefined }} parts
 */
export const scopePicker = ({ chosen = [], fault }) => html`
  <fieldset class="fieldset" aria-describedby=${fault ? "scopes-fault" : nothing}>
    <legend>Scopes</legend>
    <p class="field-hint">The most it may ask for. Fewer are reviewed sooner and trusted more.</p>
    ${fault ? html`<p class="field-fault" id="scopes-fault">${fault}</p>` : nothing}
    <div class="choices">
      ${nouns.map(
        (noun) =>
          html`<div class="choice" role="group" aria-label=${spoken(noun)}>
            <span>${spoken(noun)}</span>
            <div>${box("read", noun, chosen)} ${box("write", noun, chosen)}</div>
          </div>`,
      )}
    </div>
  </fieldset>
`;
