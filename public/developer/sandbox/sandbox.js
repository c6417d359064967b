import { actFor, get, post } from "/assets/ui/api.js";
import { at, number } from "/assets/ui/format.js";
import { html } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { openUserPage } from "/assets/ui/page.js";
import { card, copyable, facts, heading, smallButton } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";
import { keysCard } from "/developer/sandbox/keys.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** @returns {Promise<Schemas["SandboxReset"] | undefined>} what it holds now */
async function reset() {
  const sure = await confirm({
    title: "Reset the sandbox?",
    text: html`<p>
      All its records, events and delivery logs are thrown away, and it is filled anew. API keys and webhooks stay.
    </p>`,
    action: "Reset it",
  });
  if (!sure) return undefined;
  try {
    const filled = await post("/developer/sandbox/reset");
    toast("Filled anew");
    return filled;
  } catch (error) {
    toast(toProblem(error).message, "bad");
    return undefined;
  }
}

openUserPage(({ redraw }) => {
  const keys = keysCard(redraw);
  // Keys are those of whom the page acts for: from here on the developer's own sandbox.
  const sandbox = resource(async () => {
    const found = await get("/developer/sandbox");
    actFor(found.id);
    keys.refresh();
    return found;
  }, redraw);
  /** @type {Schemas["SandboxReset"] | undefined} */
  let filled;
  const resetNow = async () => {
    filled = (await reset()) ?? filled;
    redraw();
  };

  /** @param {Schemas["Sandbox"]} value */
  const whole = (value) =>
    html`<div class="stack">
      ${keys.draw()}
      ${card({
        title: "The sandbox",
        actions: smallButton("Reset", resetNow, { look: "bad-text" }),
        body: html`
          <p class="soft">
            An invented building business: projects in all phases with budgets, schedules, vendors, invoices, payments,
            change orders and documents.
          </p>
          ${facts([
            ["Name", value.name],
            ["Made", at(value.created_at)],
            ["X-Builder-Id", copyable(value.id, "the id of the sandbox")],
            ...Object.entries(filled?.records ?? {}).map(
              ([kind, count]) => /** @type {const} */ ([spoken(kind), number(count)]),
            ),
          ])}
        `,
      })}
    </div>`;

  return () => html`
    ${heading({
      title: "Your own sandbox",
      lead: "Yours alone, filled with an invented business. Break what you like; a reset brings it back.",
    })}
    ${show(sandbox, whole)}
  `;
});
