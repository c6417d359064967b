import { post, remove } from "/assets/ui/api.js";
import { Form } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { dialogFrame, openDialog, toast } from "/assets/ui/overlay.js";
import { toProblem } from "/assets/ui/problem.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

/** @param {Schemas["Install"]} install @param {"pause" | "resume"} verb @param {() => Promise<void>} reload */
async function turn({ id }, verb, reload) {
  try {
    if (verb === "pause") await post("/installs/{id}/pause", { path: { id } });
    else await post("/installs/{id}/resume", { path: { id } });
    await reload();
    toast(verb === "pause" ? "Paused. Nothing runs until you resume it." : "It runs again.");
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/** @type {readonly { value: string, label: string, hint: string }[]} */
const CHOICES = [
  { value: "false", label: "Keep what it has brought", hint: "It stays as it is and is no longer brought up to date." },
  { value: "true", label: "Delete what it has brought", hint: "Its records and its run log are deleted, for good." },
];

/** @param {string} name @param {Form} form @param {(event: any) => void} submit @param {() => void} close */
const question = (name, form, submit, close) => html`
  <form class="dialog-form" @submit=${submit}>
    ${dialogFrame({
      title: `Uninstall ${name}?`,
      close,
      body: html`
        <p>
          Its syncs stop at once, and its credentials are deleted, and revoked over there where that is possible. You
          can install it again at any time.
        </p>
        ${form.summary}
        <fieldset class="fieldset stack tight">
          <legend>What it has brought</legend>
          ${CHOICES.map(
            ({ value, label, hint }) =>
              html`<label class="check"
                ><input type="radio" name="purge" value=${value} ?checked=${value === "false"} /><span
                  >${label}<br /><span class="soft">${hint}</span></span
                ></label
              >`,
          )}
        </fieldset>
      `,
      actions: html`<button type="button" class="button" @click=${close}>Cancel</button>
        <button type="submit" class="button bad" ?disabled=${form.busy}>Uninstall</button>`,
    })}
  </form>
`;

/** @param {string} slug @param {string} name @returns {Promise<boolean>} */
async function askToUninstall(slug, name) {
  /** @param {(value: true | undefined) => void} close @param {() => void} redraw */
  const build = (close, redraw) => {
    const form = new Form([], redraw);
    const submit = form.onSubmit(async (entries) => {
      const purge = entries.text("purge") === "true" ? "true" : "false";
      await remove("/marketplace/integrations/{slug}/uninstall", { path: { slug }, query: { purge } });
      close(true);
    });
    return () => question(name, form, submit, () => close(undefined));
  };
  return (await openDialog(build, { label: `Uninstall ${name}` })) === true;
}

/** @param {{ install: Schemas["Install"], listing: Schemas["Integration"], reload: () => Promise<void> }} parts */
export function buttons({ install, listing, reload }) {
  if (install.status === "uninstalled") return nothing;
  const uninstall = async () => {
    if (await askToUninstall(install.slug, listing.name)) location.assign("/console/integrations/");
  };
  return html`
    ${
      install.status === "active"
        ? html`<button type="button" class="button" @click=${() => turn(install, "pause", reload)}>Pause</button>`
        : nothing
    }
    ${
      install.status === "paused" || install.status === "needs_attention"
        ? html`<button type="button" class="button main" @click=${() => turn(install, "resume", reload)}>
            Resume
          </button>`
        : nothing
    }
    <button type="button" class="button bad-text" @click=${uninstall}>Uninstall</button>
  `;
}
