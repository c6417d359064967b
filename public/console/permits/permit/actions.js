import { post } from "/assets/ui/api.js";
import { textArea } from "/assets/ui/ask.js";
import { Form, selectField, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, dialogFrame, openDialog, toast } from "/assets/ui/overlay.js";
import { toProblem } from "/assets/ui/problem.js";
import { STAGES, STATUSES } from "/console/permits/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/permits/permit/permit.js").Place} Place */
/** @typedef {Schemas["Permit"]["status"]} Status */

/** @type {ReadonlySet<Status>} */
const BEFORE = new Set(["draft", "submitting", "submission_failed"]);
/** @type {ReadonlySet<Status>} */
const TOLD = new Set(["manual", "submitted", ...STAGES]);
/** @type {ReadonlySet<Status>} */
const OVER = new Set(["permit_finaled", "permit_cancelled", "withdrawn"]);

/** @param {Place} place @param {() => Promise<unknown>} work @param {string} done */
async function act(place, work, done) {
  try {
    await work();
    toast(done);
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
  await place.reload();
}

/** @param {Place} place */
async function byHand(place) {
  const { permit, etag } = place.opened();
  const sure =
    permit.status !== "submitting" ||
    (await confirm({
      title: "File it by hand?",
      text: html`<p>
        It is tried no more. An attempt that is under way may still get through: you are told if it does.
      </p>`,
      action: "File it by hand",
      tone: "main",
    }));
  if (!sure) return;
  const work = () => post("/permits/{id}/manual", { path: { id: permit.id }, body: {}, ifMatch: etag });
  await act(place, work, "It goes on by hand. Nothing of it is lost.");
}

/** @param {Place} place */
async function withdraw(place) {
  const { permit, etag } = place.opened();
  const sure = await confirm({
    title: `Withdraw ${permit.title}?`,
    text: html`<p>
      It ends here, and is not filed any more. What the jurisdiction has must be withdrawn there as well. This cannot be
      taken back.
    </p>`,
    action: "Withdraw it",
  });
  if (!sure) return;
  const work = () => post("/permits/{id}/withdraw", { path: { id: permit.id }, body: {}, ifMatch: etag });
  await act(place, work, "Withdrawn");
}

/** @param {Form} form @param {Schemas["Permit"]} permit */
const statusFields = (form, permit) => html`
  ${form.summary}
  ${selectField({
    form,
    name: "status",
    label: "Status",
    options: STAGES.map((value) => ({ value, label: STATUSES[value].label })),
  })}
  ${textField({
    form,
    name: "status_text",
    label: "In the jurisdiction's words",
    maxLength: 500,
    hint: "Such as In Plan Review.",
  })}
  ${
    permit.filing === "electronic" && permit.number !== null
      ? nothing
      : textField({ form, name: "number", label: "The permit's number", maxLength: 100, value: permit.number ?? "" })
  }
  ${textField({ form, name: "at", label: "Since", type: "date", hint: "Left empty, it is since now." })}
  ${textArea({ form, name: "note", label: "Where you have it from", maxLength: 500, rows: 2 })}
`;

/** @param {import("/assets/ui/form.js").Entries} entries @returns {Schemas["PermitStatusCreate"]} */
function statusIn(entries) {
  const names = /** @type {const} */ (["status_text", "number", "at", "note"]);
  const given = names.flatMap((name) => (entries.text(name) === "" ? [] : [[name, entries.text(name)]]));
  const status = STAGES.find((stage) => stage === entries.text("status")) ?? STAGES[0];
  return { status, ...Object.fromEntries(given) };
}

/** @param {Place} place */
async function enterStatus(place) {
  const { permit, etag } = place.opened();
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form(["status", "status_text", "number", "at", "note"], redraw);
    const submit = form.onSubmit(async (entries) => {
      const body = statusIn(entries);
      await post("/permits/{id}/statuses", { path: { id: permit.id }, body, ifMatch: etag });
      close(true);
    });
    return () =>
      html`<form class="dialog-form" @submit=${submit}>
        ${dialogFrame({
          title: "Enter a status",
          close: () => close(undefined),
          body: statusFields(form, permit),
          actions: html`<button type="button" class="button" @click=${() => close(undefined)}>Cancel</button>
            ${submitButton(form, "Enter it")}`,
        })}
      </form>`;
  };
  if ((await openDialog(build, { label: "Enter a status" })) === true) toast("Entered");
  await place.reload();
}

/** What can be done with the permit as it stands. @param {Place} place */
export function buttons(place) {
  const { permit } = place.opened();
  const { id, status } = permit;
  return html`
    <a class="button" href="/console/permits/print/?id=${id}">Printable application</a>
    ${
      BEFORE.has(status)
        ? html`<button type="button" class="button" @click=${() => byHand(place)}>File by hand</button>`
        : nothing
    }
    ${
      TOLD.has(status)
        ? html`<button
            type="button"
            class="button ${status === "manual" ? "main" : ""}"
            @click=${() => enterStatus(place)}
          >
            Enter a status
          </button>`
        : nothing
    }
    ${
      OVER.has(status)
        ? nothing
        : html`<button type="button" class="button bad-text" @click=${() => withdraw(place)}>Withdraw</button>`
    }
  `;
}
