import { post } from "/assets/ui/api.js";
import { Form, selectField, submitButton } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { dialogFrame, openDialog } from "/assets/ui/overlay.js";
import { copyButton } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const OVERLAPS = [
  { value: "24", label: "24 hours" },
  { value: "1", label: "1 hour" },
  { value: "0", label: "Not at all: it ends at once" },
];

/** @param {Schemas["DeveloperApp"]} app @param {Form} form @param {(event: any) => void} submit @param {() => void} close */
const question = (app, form, submit, close) => html`
  <form class="dialog-form" @submit=${submit}>
    ${dialogFrame({
      title: `Rotate the secret of ${app.name}`,
      close,
      body: html`
        <p>Makes a new secret. Put it into your server while the old one is still accepted.</p>
        ${form.summary}
        ${selectField({ form, name: "overlap_hours", label: "The old secret is accepted for", options: OVERLAPS, value: "24" })}
      `,
      actions: html`<button type="button" class="button" @click=${close}>Cancel</button>
        ${submitButton(form, "Rotate")}`,
    })}
  </form>
`;

/** @param {string} secret @param {() => void} close */
const revealed = (secret, close) =>
  dialogFrame({
    title: "Your new client secret",
    close,
    body: html`<p>Copy it now and keep it in a secret store. It is never shown again.</p>
      <div class="secret"><code>${secret}</code>${copyButton(secret, "the client secret")}</div>`,
    actions: html`<button type="button" class="button main" @click=${close}>I have stored it</button>`,
  });

/**
 * Replaces the secret by a new one, shown once.
 * @param {Schemas["DeveloperApp"]} app
 * @returns {Promise<boolean>} whether there is a new secret
 */
export async function rotateSecret(app) {
  /** @type {string | undefined} */
  let secret;
  /** @param {(value: undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form(["overlap_hours"], redraw);
    const submit = form.onSubmit(async (entries) => {
      const body = { overlap_hours: Number(entries.text("overlap_hours")) };
      const made = await post("/developer/apps/{id}/rotate-secret", { path: { id: app.id }, body });
      secret = made.client_secret ?? undefined;
    });
    const leave = () => close(undefined);
    return () => (secret === undefined ? question(app, form, submit, leave) : revealed(secret, leave));
  };
  await openDialog(build, { label: `Rotate the secret of ${app.name}` });
  return secret !== undefined;
}
