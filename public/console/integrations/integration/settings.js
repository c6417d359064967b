import { patch } from "/assets/ui/api.js";
import { field, Form, submitButton } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { spoken } from "/assets/ui/integrations.js";
import { toast } from "/assets/ui/overlay.js";
import { card } from "/assets/ui/parts.js";
import { note } from "/assets/ui/states.js";
import { settingsFields, valuesOf } from "/console/integrations/settings-fields.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {import("/console/integrations/integration/integration.js").Place} Place */

/** What is wrong and belongs to no single field, as the other side says it. @param {Form} form */
function refusal({ problem }) {
  if (!problem) return nothing;
  const loose = problem.errors.filter(({ pointer }) => !/^\/(?:config|credentials|every_minutes)\/./u.test(pointer));
  if (loose.length === 0 && problem.errors.length > 0) return nothing;
  const said = loose.length > 0 ? loose.map(({ detail }) => detail).join(" ") : problem.message;
  return html`<div role="alert">${note("bad", said)}</div>`;
}

/**
 * Sends a change of the version that is shown.
 * @param {Place} place
 * @param {Schemas["InstallUpdate"]} body
 */
async function change({ opened, reload }, body) {
  const { install, etag } = opened();
  await patch("/installs/{id}", { path: { id: install.id }, ifMatch: etag, body });
  await reload();
}

/** @param {Place} place */
function configCard(place) {
  const form = new Form([], place.redraw);
  const fieldsNow = () => place.opened().listing.install_form?.config ?? [];
  const submit = form.onSubmit(async (entries) => {
    await change(place, { config: valuesOf("config", fieldsNow(), entries) });
    toast("Saved. A call has shown that it works.");
  });
  return () => {
    const { install } = place.opened();
    const fields = fieldsNow();
    if (fields.length === 0) return nothing;
    return card({
      title: "Settings",
      body: html`<form class="stack narrow" @submit=${submit}>
        ${refusal(form)} ${settingsFields("config", fields, { values: install.config, problem: form.problem })}
        <div class="row">${submitButton(form, "Save and check")}</div>
      </form>`,
    });
  };
}

/** @param {Place} place */
function rhythmCard(place) {
  const form = new Form([], place.redraw);
  const submit = form.onSubmit(async (entries) => {
    const minutes = place.opened().install.syncs.map(({ name }) => [name, Number(entries.text(`every.${name}`))]);
    await change(place, { every_minutes: Object.fromEntries(minutes) });
    toast("Saved");
  });
  /** @param {string} name */
  const faultOf = (name) => form.problem?.errors.find(({ pointer }) => pointer === `/every_minutes/${name}`)?.detail;
  return () => {
    const { syncs } = place.opened().install;
    if (syncs.length === 0) return nothing;
    return card({
      title: "Rhythm",
      body: html`<form class="stack narrow" @submit=${submit}>
        ${refusal(form)}
        ${syncs.map(({ name, every_minutes: minutes }) =>
          field({
            name: `every.${name}`,
            label: `${spoken(name)}: minutes between two runs`,
            fault: faultOf(name),
            control: ({ id, describedBy, invalid }) =>
              html`<input
                class="input"
                id=${id}
                name=${id}
                type="number"
                min="1"
                max="43200"
                required
                .defaultValue=${String(minutes)}
                aria-invalid=${invalid}
                aria-describedby=${describedBy}
              />`,
          }),
        )}
        <div class="row">${submitButton(form, "Save")}</div>
      </form>`,
    });
  };
}

/** @param {Place} place */
function credentialsCard(place) {
  const form = new Form([], place.redraw);
  const fieldsNow = () => place.opened().listing.install_form?.credentials ?? [];
  const submit = form.onSubmit(async (entries) => {
    const values = valuesOf("credentials", fieldsNow(), entries);
    await change(place, { credentials: /** @type {Record<string, string>} */ (values) });
    toast("Saved. A call has shown that they work.");
  });
  return () => {
    const fields = fieldsNow();
    if (fields.length === 0) return nothing;
    return card({
      title: "Credentials",
      body: html`<form class="stack narrow" @submit=${submit}>
        <p class="soft">They are kept encrypted and never shown. New ones replace them all.</p>
        ${refusal(form)} ${settingsFields("credentials", fields, { problem: form.problem })}
        <div class="row">${submitButton(form, "Replace and check")}</div>
      </form>`,
    });
  };
}

/** @param {Place} place */
export function settingsView(place) {
  const cards = [configCard(place), rhythmCard(place), credentialsCard(place)];
  return () => cards.map((draw) => draw());
}
