import { get, post } from "/assets/ui/api.js";
import { checkTable } from "/assets/ui/app-parts.js";
import { Form } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm } from "/assets/ui/overlay.js";
import { card, smallButton } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/developer/apps/app/app.js").Place} Place */

/** @param {readonly Schemas["AppCheck"][]} checks @param {boolean} submittable */
function verdict(checks, submittable) {
  const failed = checks.filter(({ status }) => status === "failed").length;
  if (failed === 0) return note("good", "Every automated check passes.");
  const said = `${failed} of ${checks.length} checks fail.`;
  const how = "You may submit in spite of it, if the listing is complete; a reviewer will ask.";
  return note("warn", submittable ? `${said} ${how}` : said);
}

/** @param {Place} place */
export function checksView({ opened, redraw }) {
  const { id } = opened().app;
  const checks = resource(async () => (await get("/developer/apps/{id}/checks", { path: { id } })).data, redraw);
  const form = new Form([], redraw);

  const submit = async () => {
    const sure = await confirm({
      title: `Submit ${opened().app.name} for review?`,
      text: html`<p>
        A person reviews it within five business days. Until then its scopes and redirect URIs stand still. You can
        withdraw it at any time.
      </p>`,
      action: "Submit",
      tone: "main",
    });
    if (!sure) return;
    const review = await form.run(() => post("/developer/apps/{id}/submit", { path: { id }, body: {} }));
    if (review) location.assign(`?id=${id}&view=reviews`);
  };

  const submittable = () => ["draft", "changes_requested", "rejected"].includes(opened().app.state);
  return () => html`
    ${checks.value ? verdict(checks.value, submittable()) : nothing}
    ${card({
      flush: true,
      title: "Automated checks",
      actions: smallButton(checks.loading ? "Checking…" : "Run again", () => checks.refresh(), {
        disabled: checks.loading,
        busy: checks.loading,
      }),
      body: show(checks, checkTable),
    })}
    ${
      submittable()
        ? card({
            title: "Submit it",
            body: html`<p class="soft">
                The same checks run once more. <a href="/docs/review-criteria/">The review criteria</a> say what people
                look at beside them.
              </p>
              ${form.summary}
              <div class="row">
                <button type="button" class="button main" ?disabled=${form.busy} @click=${submit}>
                  Submit for review
                </button>
              </div>`,
          })
        : nothing
    }
  `;
}
