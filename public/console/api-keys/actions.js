import { post, remove } from "/assets/ui/api.js";
import { Form, selectField, submitButton } from "/assets/ui/form.js";
import { html } from "/assets/ui/html.js";
import { confirm, dialogFrame, openDialog, toast } from "/assets/ui/overlay.js";
import { badge, copyButton } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["ApiKey"]} Key */

const OVERLAPS = [
  { value: "0", label: "None: the old key ends at once" },
  { value: "1", label: "1 day" },
  { value: "3", label: "3 days" },
  { value: "7", label: "7 days" },
];

/** @param {Key} key @returns {"active" | "expired" | "revoked"} */
export const stateOf = (key, now = Date.now()) => {
  if (!key.is_active) return "revoked";
  return key.expires_at !== null && Date.parse(key.expires_at) <= now ? "expired" : "active";
};

/** @param {Key} key */
export const stateBadge = (key) => {
  const state = stateOf(key);
  if (state === "revoked") return badge("neutral", "Revoked");
  return state === "expired" ? badge("warn", "Expired") : badge("good", "Active");
};

/** @param {{ environment: "live" | "sandbox", key_prefix: string }} key as it begins; no more of it is kept */
export const beginning = ({ environment, key_prefix: prefix }) =>
  `${environment === "live" ? "ross_live_" : "ross_test_"}${prefix}…`;

/**
 * Replaces a key by a new one, shown once.
 * @param {Key} key
 * @returns {Promise<boolean>} whether there is a new key
 */
export async function rollKey(key) {
  /** @type {Schemas["ApiKeyWithSecret"] | undefined} */
  let made;
  /** @param {(value: undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form(["overlap_days"], redraw);
    const submit = form.onSubmit(async (entries) => {
      const days = Number(entries.text("overlap_days"));
      made = await post("/api-keys/{id}/roll", { path: { id: key.id }, body: { overlap_days: days } });
    });
    const leave = () => close(undefined);
    return () => (made ? revealed(made, leave) : question(key, form, submit, leave));
  };
  await openDialog(build, { label: `Roll ${key.name}` });
  return made !== undefined;
}

/** @param {Key} key @param {Form} form @param {(event: any) => void} submit @param {() => void} close */
const question = (key, form, submit, close) => html`
  <form class="dialog-form" @submit=${submit}>
    ${dialogFrame({
      title: `Roll “${key.name}”`,
      close,
      body: html`
        <p>
          Makes a new key with the same name, scopes and limit. Change your program over to it while the old one still
          works.
        </p>
        ${form.summary}
        ${selectField({ form, name: "overlap_days", label: "The old key still works for", options: OVERLAPS, value: "1" })}
      `,
      actions: html`<button type="button" class="button" @click=${close}>Cancel</button>
        ${submitButton(form, "Roll the key")}`,
    })}
  </form>
`;

/** @param {Schemas["ApiKeyWithSecret"]} made @param {() => void} close */
const revealed = (made, close) =>
  dialogFrame({
    title: "Your new key",
    close,
    body: html`<p>Copy it now and keep it in a secret store. It is never shown again.</p>
      <div class="secret"><code>${made.key}</code>${copyButton(made.key, "the key")}</div>`,
    actions: html`<button type="button" class="button main" @click=${close}>I have stored it</button>`,
  });

/**
 * @param {Key} key
 * @returns {Promise<boolean>} whether it was revoked
 */
export async function revokeKey(key) {
  const sure = await confirm({
    title: `Revoke “${key.name}”?`,
    text: html`<p>
      The next request with <code>${beginning(key)}</code> is refused, everywhere and for good. Programs that use it
      stop working.
    </p>`,
    action: "Revoke the key",
  });
  if (!sure) return false;
  try {
    await remove("/api-keys/{id}", { path: { id: key.id } });
    toast(`“${key.name}” is revoked.`);
    return true;
  } catch (error) {
    toast(toProblem(error).message, "bad");
    return false;
  }
}
