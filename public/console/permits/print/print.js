import { get } from "/assets/ui/api.js";
import { at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note, skeleton } from "/assets/ui/states.js";
import { applicationFacts, missingList, signature } from "/console/permits/filled.js";
import { permitLink } from "/console/permits/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const id = new URLSearchParams(location.search).get("id") ?? "";

/** @param {Schemas["PermitApplication"]} filled */
const sheet = ({ application, missing, jurisdiction }) => html`
  <div class="stack">
    ${
      missing.length === 0
        ? nothing
        : html`<div class="not-printed">
            ${note(
              "info",
              html`<p>Left blank, for a pen:</p>
                ${missingList(missing)}`,
            )}
          </div>`
    }
    ${card({
      title: application.name,
      body: html`
        ${applicationFacts(application)} ${signature}
        <p class="soft">
          ${jurisdiction ? `For ${jurisdiction.name}, ${jurisdiction.state}. ` : nothing}Reference
          ${application.reference}. As of ${at(new Date().toISOString())}.
        </p>
      `,
    })}
  </div>
`;

openBuilderPage(({ redraw }) => {
  const filled = resource(() => get("/permits/{id}/application", { path: { id } }), redraw);
  return () => html`
    ${heading({
      title: "Application for a building permit",
      back: { href: permitLink(id), label: "Permit" },
      actions: filled.value
        ? html`<button type="button" class="button main" @click=${() => print()}>Print</button>`
        : undefined,
    })}
    ${show(filled, sheet, { loading: skeleton(8) })}
  `;
});
