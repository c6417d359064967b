import { get, post } from "/assets/ui/api.js";
import { field, Form, submitButton, textField } from "/assets/ui/form.js";
import { html, live, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { codeBlock, heading, reveal, smallButton } from "/assets/ui/parts.js";
import { resource } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { ALL_SCOPES, nouns, POWERFUL, wordsOf } from "/console/scopes.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/scopes.js").Scope} Scope */

const DAY_MS = 86_400_000;
const EXPIRIES = [
  { days: 0, label: "Never" },
  { days: 30, label: "In 30 days" },
  { days: 90, label: "In 90 days" },
  { days: 365, label: "In a year" },
];

/** Ready-made choices: most programs need one of them. @type {readonly { label: string, scopes: () => Scope[] }[]} */
const PRESETS = [
  { label: "Read everything", scopes: () => ALL_SCOPES.filter((scope) => scope.startsWith("read:")) },
  { label: "Everything", scopes: () => ALL_SCOPES },
  { label: "Nothing", scopes: () => [] },
];

/** @param {Set<Scope>} chosen @param {() => void} redraw @param {string | undefined} fault */
function scopePicker(chosen, redraw, fault) {
  /** @param {Scope | undefined} scope @param {string} label */
  const box = (scope, label) =>
    scope
      ? html`<input
          type="checkbox"
          aria-label=${label}
          title=${wordsOf(scope)}
          .checked=${live(chosen.has(scope))}
          @change=${() => {
            if (!chosen.delete(scope)) chosen.add(scope);
            redraw();
          }}
        />`
      : nothing;
  /** @param {Scope[]} scopes */
  const choose = (scopes) => {
    chosen.clear();
    for (const scope of scopes) chosen.add(scope);
    redraw();
  };
  const risky = [...chosen].filter((scope) => POWERFUL.has(scope));
  return html`
    <fieldset class="fieldset stack tight" aria-describedby=${fault ? "scopes-fault" : nothing}>
      <legend>Scopes</legend>
      <p class="field-hint">What the key may do. Writing does not include reading.</p>
      <div class="row">${PRESETS.map(({ label, scopes }) => smallButton(label, () => choose(scopes())))}</div>
      ${fault ? html`<p class="field-fault" id="scopes-fault">${fault}</p>` : nothing}
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Records</th>
            <th scope="col">Read</th>
            <th scope="col">Write</th>
          </tr>
        </thead>
        <tbody>
          ${nouns.map(
            ({ label, read, write }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${box(read, `Read ${label}`)}</td>
                <td>${box(write, `Write ${label}`)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="field-hint" role="status">${chosen.size} of ${ALL_SCOPES.length} chosen</p>
      ${
        risky.length > 0
          ? note(
              "warn",
              html`${risky.map((scope) => html`<p>${wordsOf(scope)}: give this only to what you trust.</p>`)}`,
            )
          : nothing
      }
    </fieldset>
  `;
}

/** @param {Schemas["ApiKeyWithSecret"]} made */
const shown = (made) => html`
  ${heading({ title: "Your new key", back: { href: "/console/api-keys/", label: "API keys" } })}
  <div class="stack">
    ${reveal({
      title: made.name,
      secret: made.key,
      label: "the key",
      text: "Copy it now and keep it in a secret store. It is never shown again.",
      done: html`<a class="button main" href="/console/api-keys/">I have stored it</a>
        <a class="button" href="/console/api-keys/new/">Create another</a>`,
    })}
    <section class="stack tight">
      <h2>Try it</h2>
      ${codeBlock(`curl "${location.origin}/api/v1/projects?limit=3" \\\n  -H "Authorization: Bearer ${made.key}"`, {
        label: "the call",
      })}
    </section>
  </div>
`;

/** @param {import("/assets/ui/form.js").Form} form */
const expiryField = (form) =>
  field({
    name: "expires_at",
    label: "Expires",
    fault: form.faultOf("expires_at"),
    control: ({ id, describedBy }) =>
      html`<select class="input" id=${id} name=${id} aria-describedby=${describedBy}>
        ${EXPIRIES.map(({ days, label }) => html`<option value=${days}>${label}</option>`)}
      </select>`,
  });

openBuilderPage(({ builder, mayManage, isSandbox, redraw }) => {
  /** @type {Set<Scope>} */
  const chosen = new Set();
  const plan = resource(() => get("/builder"), redraw);
  const form = new Form(["name", "rate_limit", "expires_at", "scopes"], redraw);
  /** @type {Schemas["ApiKeyWithSecret"] | undefined} */
  let made;

  const submit = form.onSubmit(async (entries) => {
    const days = Number(entries.text("expires_at"));
    const limit = entries.text("rate_limit");
    made = await post("/api-keys", {
      body: {
        name: entries.text("name"),
        scopes: ALL_SCOPES.filter((scope) => chosen.has(scope)),
        ...(limit !== "" && { rate_limit: Number(limit) }),
        ...(days > 0 && { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() }),
      },
    });
    scrollTo(0, 0);
  });

  const fields = () => html`
    <form class="stack narrow" @submit=${submit}>
      ${form.summary}
      ${textField({
        form,
        name: "name",
        label: "Name",
        required: true,
        maxLength: 100,
        hint: "What it is for, such as “Nightly ERP sync”. One key for each program.",
      })}
      ${scopePicker(chosen, redraw, form.faultOf("scopes"))} ${expiryField(form)}
      ${textField({
        form,
        name: "rate_limit",
        label: "Requests in any 60 seconds",
        type: "number",
        hint: plan.value
          ? `Without it: as many as the plan “${plan.value.plan}” allows.`
          : "Without it: as many as the plan allows.",
      })}
      <div class="row">
        ${submitButton(form, "Create the key")}
        <a class="button" href="/console/api-keys/">Cancel</a>
      </div>
    </form>
  `;

  return () => {
    if (made) return shown(made);
    return html`
      ${heading({
        title: "Create an API key",
        back: { href: "/console/api-keys/", label: "API keys" },
        lead: isSandbox
          ? `It reaches the sandbox of ${builder.name}, and never its live data.`
          : `It reaches the live data of ${builder.name}.`,
      })}
      ${mayManage ? fields() : note("info", "Only owners and admins create keys. Ask one of yours.")}
    `;
  };
});
