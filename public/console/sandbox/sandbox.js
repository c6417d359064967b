import { get } from "/assets/ui/api.js";
import { at } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, copyable, facts, heading } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { goTo } from "/assets/ui/shell.js";
import { note } from "/assets/ui/states.js";
import { sandboxReset } from "/console/sandbox/reset.js";
import { testKey } from "/console/sandbox/test-key.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** @param {boolean} isSandbox @param {() => unknown} go */
const switchCard = (isSandbox, go) =>
  card({
    title: isSandbox ? "You are looking at the sandbox" : "Look at the sandbox",
    body: html`
      <p>
        ${
          isSandbox
            ? "Every page of the console shows its keys, webhooks, events and projects until you go back."
            : "Every page of the console then shows the sandbox’s keys, webhooks, events and projects."
        }
      </p>
      <div class="row">
        <button type="button" class="button main" @click=${go}>
          ${isSandbox ? "Back to live data" : "Switch to the sandbox"}
        </button>
      </div>
    `,
  });

/** @param {Schemas["Sandbox"]} sandbox */
const about = ({ name, id, created_at: created }) =>
  card({
    body: facts([
      ["Name", name],
      ["Id, for X-Builder-Id", copyable(id, "the id")],
      ["Created", at(created)],
    ]),
  });

openBuilderPage(({ builder, isSandbox, mayManage, redraw }) => {
  const sandbox = resource(() => get("/developer/sandbox", { query: { builder_id: builder.id } }), redraw);
  const key = testKey(builder.id, redraw);
  const reset = sandboxReset(builder.id, redraw);
  const go = () => goTo(builder.id, isSandbox ? "live" : "sandbox");
  return () => html`
    ${heading({
      title: "Sandbox",
      lead: "An invented building business beside the real one, to try software on: same API, same webhooks, nothing real.",
    })}
    ${show(
      sandbox,
      (value) =>
        html`<div class="stack">
          ${about(value)}
          <div class="columns">
            ${switchCard(isSandbox, go)}
            ${mayManage ? html`${key()}${reset()}` : note("info", "Only owners and admins make test keys and reset the sandbox.")}
          </div>
        </div>`,
    )}
  `;
});
