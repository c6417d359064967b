import { get, remove, upload } from "/assets/ui/api.js";
import { imageOf } from "/assets/ui/app-parts.js";
import { Form } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { card, smallButton } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { resource, show } from "/assets/ui/resource.js";

/** @typedef {import("/developer/apps/app/app.js").Place} Place */

/**
 * Chooses a picture, which is sent at once.
 * @param {{ id: string, label: string, hint: string, form: Form, send: (file: File) => Promise<void>, multiple?: boolean }} parts
 */
const picker = ({ id, label, hint, form, send, multiple = false }) => {
  /** @param {Event & { currentTarget: HTMLInputElement }} event */
  const onChange = ({ currentTarget: input }) => {
    const files = [...(input.files ?? [])];
    void form.run(async () => {
      for (const file of files) await send(file);
      input.value = "";
    });
  };
  return html`<div class="field">
    <label class="field-label" for=${id}>${label}</label>
    <input
      class="input"
      type="file"
      id=${id}
      accept="image/png,image/jpeg"
      ?multiple=${multiple}
      ?disabled=${form.busy}
      aria-describedby="${id}-hint"
      @change=${onChange}
    />
    <p class="field-hint" id="${id}-hint">${hint}</p>
    ${form.summary}
  </div>`;
};

/** @param {Place} place */
export function logoCard({ opened, reload, redraw }) {
  const form = new Form([], redraw);
  return () => {
    const { app } = opened();
    return card({
      title: "Logo",
      body: html`
        ${app.logo_url ? html`<img class="logo" src=${app.logo_url} alt="The logo of ${app.name}" width="64" height="64" />` : nothing}
        ${picker({
          id: "logo",
          label: app.logo_url ? "Another logo" : "Choose a logo",
          hint: "A square PNG or JPEG of 128 to 2048 pixels. The consent screen shows it.",
          form,
          send: async (file) => {
            await upload("PUT", "/developer/apps/{id}/logo", { path: { id: app.id }, file });
            await reload();
            toast("That is the logo now.");
          },
        })}
      `,
    });
  };
}

/** @param {Place} place */
export function screenshots({ opened, redraw }) {
  const { id } = opened().app;
  const shots = resource(async () => (await get("/developer/apps/{id}/screenshots", { path: { id } })).data, redraw);
  const form = new Form([], redraw);
  /** @param {string} shot */
  const drop = async (shot) => {
    try {
      await remove("/developer/apps/{id}/screenshots/{screenshot_id}", { path: { id, screenshot_id: shot } });
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    shots.refresh();
  };
  const draw = () =>
    card({
      title: "Screenshots",
      body: html`
        ${show(shots, (all) =>
          all.length === 0
            ? html`<p class="soft">None yet. A listing shows 3 to 10.</p>`
            : html`<ul class="pictures">
                ${all.map(
                  ({ id: shot, width, height }, index) =>
                    html`<li>
                      <img src=${imageOf(shot)} alt="Screenshot ${index + 1}" width=${width} height=${height} />
                      ${smallButton("Delete", () => drop(shot), { label: `Delete screenshot ${index + 1}`, look: "bad-text" })}
                    </li>`,
                )}
              </ul>`,
        )}
        ${picker({
          id: "screenshots",
          label: "Add screenshots",
          hint: "PNG or JPEG of 720×480 to 1920×1080 pixels, at most 5 MB each. They are shown in this order.",
          form,
          multiple: true,
          send: async (file) => {
            await upload("POST", "/developer/apps/{id}/screenshots", { path: { id }, file });
            await shots.load();
          },
        })}
      `,
    });
  return { shots, draw };
}
