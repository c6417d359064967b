import { post } from "/assets/ui/api.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { card, reveal } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/**
 * Makes a test key for everything in a sandbox, and shows it once.
 * @param {string} builderId the live builder
 * @param {() => void} redraw
 */
export function testKey(builderId, redraw) {
  const form = new Form(["name"], redraw);
  /** @type {Schemas["SandboxKey"] | undefined} */
  let made;
  const create = form.onSubmit(async (entries) => {
    const query = { builder_id: builderId };
    made = await post("/developer/sandbox/keys", { query, body: { name: entries.text("name") } });
  });
  const forget = () => {
    made = undefined;
    redraw();
  };
  return () =>
    made
      ? reveal({
          title: made.name,
          secret: made.key,
          label: "the test key",
          text: "Copy it now; it is never shown again.",
          done: html`<button type="button" class="button main" @click=${forget}>I have stored it</button>`,
        })
      : card({
          title: "A test key",
          body: html`
            <p>It reaches the sandbox, may do everything there, and never reaches live data.</p>
            <form class="stack tight" @submit=${create}>
              ${form.summary}
              ${textField({ form, name: "name", label: "Name", required: true, maxLength: 100, hint: "What it is for, such as CI." })}
              <div class="row">${submitButton(form, "Create a test key")}</div>
            </form>
          `,
        });
}
