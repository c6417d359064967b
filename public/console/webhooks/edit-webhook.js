import { getVersioned, patch, post } from "/assets/ui/api.js";
import { Form, submitButton, textField } from "/assets/ui/form.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { heading, reveal } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { loadEventTypes } from "/console/event-types.js";
import { Choice, eventPicker } from "/console/webhooks/event-picker.js";
import { Headers, headersEditor } from "/console/webhooks/headers-editor.js";
import { webhookLink } from "/console/webhooks/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {{ webhook: Schemas["Webhook"] | undefined, etag: string | undefined, types: Schemas["EventName"][], choice: Choice, headers: Headers }} Draft */

const id = new URLSearchParams(location.search).get("id");
const back =
  id === null ? { href: "/console/webhooks/", label: "Webhooks" } : { href: webhookLink(id), label: "Webhook" };

/** @returns {Promise<Draft>} */
async function load() {
  const known = id === null ? undefined : getVersioned("/webhooks/{id}", { path: { id } });
  const [types, found] = await Promise.all([loadEventTypes(), known]);
  const webhook = found?.body;
  return {
    webhook,
    etag: found?.etag,
    types,
    choice: new Choice(webhook?.events ?? []),
    headers: new Headers(webhook?.header_names ?? []),
  };
}

/** @param {Schemas["WebhookWithSecret"]} made */
const shown = (made) => html`
  ${heading({ title: "Your new webhook", back: { href: "/console/webhooks/", label: "Webhooks" } })}
  ${reveal({
    title: made.url,
    secret: made.secret,
    label: "the secret",
    text: html`Deliveries are signed with this secret. Copy it now and keep it in a secret store; it is never shown
      again. <a href="/docs/webhooks/">How to verify</a>`,
    done: html`<a class="button main" href=${webhookLink(made.id)}>I have stored it</a>`,
  })}
`;

/** @param {() => unknown} reload */
const changedMeanwhile = (reload) =>
  note(
    "warn",
    html`Somebody else has changed this webhook meanwhile.
      <button type="button" class="link" @click=${reload}>Load what it is now</button>`,
  );

openBuilderPage(({ mayManage, redraw }) => {
  const draft = resource(load, redraw);
  const form = new Form(["url", "description", "events", "headers"], redraw);
  /** @type {Schemas["WebhookWithSecret"] | undefined} */
  let made;

  /** @param {Draft} value */
  const submit = ({ webhook, etag, choice, headers }) =>
    form.onSubmit(async (entries) => {
      const description = entries.text("description");
      const body = {
        url: entries.text("url"),
        events: [...choice.patterns],
        description: description === "" ? null : description,
        ...(headers.value && { headers: headers.value }),
      };
      if (webhook) {
        await patch("/webhooks/{id}", { path: { id: webhook.id }, body, ifMatch: etag });
        location.assign(webhookLink(webhook.id));
        return;
      }
      made = await post("/webhooks", { body });
      scrollTo(0, 0);
      toast("The webhook is on.");
    });

  /** @param {Draft} value */
  const fields = (value) => html`
    <form class="stack narrow" @submit=${submit(value)}>
      ${form.problem?.status === 412 ? changedMeanwhile(() => form.run(() => draft.load())) : nothing} ${form.summary}
      ${textField({
        form,
        name: "url",
        label: "URL",
        type: "url",
        required: true,
        value: value.webhook?.url ?? "",
        hint: "Every event is a POST to it. It answers 2xx within 15 seconds, or the event is sent again later.",
      })}
      ${textField({
        form,
        name: "description",
        label: "What it is for",
        maxLength: 500,
        value: value.webhook?.description ?? "",
      })}
      ${eventPicker({ types: value.types, choice: value.choice, redraw, fault: form.faultOf("events") })}
      ${headersEditor({ headers: value.headers, redraw, fault: form.faultOf("headers") })}
      <div class="row">
        ${submitButton(form, id === null ? "Add the webhook" : "Save")}
        <a class="button" href=${back.href}>Cancel</a>
      </div>
    </form>
  `;

  return () => {
    if (made) return shown(made);
    return html`
      ${heading({ title: id === null ? "Add a webhook" : "Edit the webhook", back })}
      ${
        mayManage
          ? show(draft, fields)
          : note("info", "Only owners and admins add, change and remove webhooks. Ask one of yours.")
      }
    `;
  };
});
