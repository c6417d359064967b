import { post } from "/assets/ui/api.js";
import { at, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { note } from "/assets/ui/states.js";
import { nounLabel } from "/console/scopes.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const ask = () =>
  confirm({
    title: "Reset the sandbox?",
    text: html`<p>
      All its records, events and delivery logs are thrown away, and a fresh invented business takes their place. Test
      keys and webhooks stay. Live data is not touched.
    </p>`,
    action: "Reset the sandbox",
    word: "reset",
  });

/** @param {Schemas["SandboxReset"]} reset */
const result = ({ reset_at: when, records }) => {
  const counts = Object.entries(records).map(([noun, count]) => `${number(count)} ${nounLabel(noun).toLowerCase()}`);
  return note("good", html`Reset ${at(when)}. It holds ${counts.join(", ")}.`);
};

/**
 * Throws a sandbox's records away for fresh ones.
 * @param {string} builderId the live builder
 * @param {() => void} redraw
 */
export function sandboxReset(builderId, redraw) {
  /** @type {Schemas["SandboxReset"] | undefined} */
  let reset;
  let busy = false;
  const run = async () => {
    if (!(await ask())) return;
    busy = true;
    redraw();
    try {
      reset = await post("/developer/sandbox/reset", { query: { builder_id: builderId } });
      toast("The sandbox is filled anew.");
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    busy = false;
    redraw();
  };
  return () =>
    card({
      title: "Start over",
      body: html`
        <p>
          Throws away everything in the sandbox and fills it anew: 14 projects in all phases, with budgets, schedules,
          vendors, invoices, payments, change orders and documents.
        </p>
        ${reset ? result(reset) : nothing}
        <div class="row">
          <button type="button" class="button bad-text" aria-busy=${busy} ?disabled=${busy} @click=${run}>
            Reset the sandbox
          </button>
        </div>
      `,
    });
}
