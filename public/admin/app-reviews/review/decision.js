import { post } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, submitButton } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["AppReviewDecision"]["decision"]} Decision */

/** @type {readonly { value: Decision, label: string, means: string }[]} */
const DECISIONS = [
  {
    value: "approved",
    label: "Approve",
    means: "Its listing is published, and every builder may let it in. The checks run once more first.",
  },
  {
    value: "changes_requested",
    label: "Request changes",
    means: "The developer reads your note, changes it, and submits it again.",
  },
  {
    value: "rejected",
    label: "Reject",
    means: "It does not come into the marketplace. The developer reads your note.",
  },
];

/** @param {string} text @returns {Decision} */
const decisionOf = (text) => DECISIONS.find(({ value }) => value === text)?.value ?? "changes_requested";

/** Asked before an approval or a rejection takes effect. @param {Decision} decision @param {string} name */
const sureOf = (decision, name) => {
  const chosen = DECISIONS.find(({ value }) => value === decision);
  return confirm({
    title: `${chosen?.label} ${name}?`,
    text: html`<p>${chosen?.means} The developer is told by e-mail.</p>`,
    action: chosen?.label ?? "",
    tone: decision === "rejected" ? "bad" : "main",
  });
};

/** @param {{ id: string, redraw: () => void, decided: () => Promise<void> }} parts */
export function decisionCard({ id, redraw, decided }) {
  const form = new Form(["note"], redraw);
  let name = "it";
  const submit = form.onSubmit(async (entries) => {
    const decision = decisionOf(entries.text("decision"));
    const note = entries.text("note");
    const waived = decision === "approved" ? entries.texts("waived_rules") : [];
    if (!(await sureOf(decision, name))) return;
    const body = { decision, ...(note && { note }), ...(waived.length > 0 && { waived_rules: waived }) };
    await post("/admin/app-reviews/{id}/decision", { path: { id }, body });
    toast("Decided. The developer is told.");
    await decided();
  });

  /** @param {Schemas["AdminAppReviewDetail"]} review */
  return ({ listing, checks }) => {
    ({ name } = listing);
    const failed = checks.filter(({ status }) => status === "failed");
    return card({
      title: "Decide",
      body: html`<form class="stack narrow" @submit=${submit}>
        ${form.summary}
        <fieldset class="fieldset stack tight">
          <legend>Decision</legend>
          ${DECISIONS.map(
            ({ value, label, means }) =>
              html`<label class="check"
                ><input type="radio" name="decision" value=${value} required /><span
                  ><strong>${label}</strong><br /><span class="soft">${means}</span></span
                ></label
              >`,
          )}
        </fieldset>
        ${
          failed.length === 0
            ? nothing
            : html`<fieldset class="fieldset stack tight">
                <legend>Failed checks to approve in spite of</legend>
                ${failed.map(
                  ({ rule, title, detail }) =>
                    html`<label class="check"
                      ><input type="checkbox" name="waived_rules" value=${rule} /><span
                        ><code>${rule}</code> ${title}<br /><span class="soft address">${detail}</span></span
                      ></label
                    >`,
                )}
              </fieldset>`
        }
        ${textArea({
          form,
          name: "note",
          label: "Note to the developer",
          maxLength: 5000,
          hint: "Needed unless you approve: what has to change, or why not.",
        })}
        <div class="row">${submitButton(form, "Decide")}</div>
      </form>`,
    });
  };
}
