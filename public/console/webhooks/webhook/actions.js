import { getVersioned, patch, post, remove } from "/assets/ui/api.js";
import { Entries, Form, selectField, submitButton } from "/assets/ui/form.js";
import { at, number } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { confirm, dialogFrame, openDialog, toast } from "/assets/ui/overlay.js";
import { copyButton } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { missing, resource } from "/assets/ui/resource.js";
import { loadEventTypes } from "/console/event-types.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Webhook"]} Webhook */

/**
 * @param {Webhook} webhook
 * @returns {Promise<Schemas["WebhookDelivery"] | undefined>} the delivery, once a test event is sent
 */
export const sendTest = ({ id, url }) =>
  openDialog(
    /** @param {(value: Schemas["WebhookDelivery"] | undefined) => void} close */
    (close, redraw) => {
      const form = new Form(["event_type"], redraw);
      const types = resource(loadEventTypes, redraw);
      const submit = form.onSubmit(async (entries) => {
        const type = /** @type {Schemas["Event"]["type"]} */ (entries.text("event_type"));
        close(await post("/webhooks/{id}/test", { path: { id }, body: { event_type: type } }));
      });
      const leave = () => close(undefined);
      const names = () => types.value?.map(({ name }) => name) ?? ["project.created"];
      return () =>
        html`<form class="dialog-form" @submit=${submit}>
          ${dialogFrame({
            title: "Send a test event",
            close: leave,
            body: html`<p>
                A sample event, marked with <code>test: true</code>, goes to <code>${url}</code> alone: signed and
                logged like any other.
              </p>
              ${form.summary}
              ${selectField({
                form,
                name: "event_type",
                label: "Event",
                options: names().map((name) => ({ value: name, label: name })),
                value: "project.created",
              })}
              ${missing(types, "The other kinds of events")}`,
            actions: html`<button type="button" class="button" @click=${leave}>Cancel</button>
              ${submitButton(form, "Send it")}`,
          })}
        </form>`;
    },
    { label: "Send a test event" },
  );

/** @param {Webhook} webhook */
export async function rotateSecret({ id }) {
  const sure = await confirm({
    title: "Rotate the secret?",
    text: html`<p>
      A new secret is made and shown once. For 24 hours deliveries are signed with both, so that your receiver can
      change over.
    </p>`,
    action: "Rotate",
    tone: "main",
  });
  if (!sure) return;
  try {
    const rotated = await post("/webhooks/{id}/rotate-secret", { path: { id } });
    await openDialog(
      /** @param {(value: undefined) => void} close */
      (close) => () =>
        dialogFrame({
          title: "The new secret",
          close: () => close(undefined),
          body: html`<p>
              Copy it now; it is never shown again. The former one signs too until
              ${at(rotated.previous_secret_expires_at)}.
            </p>
            <div class="secret"><code>${rotated.secret}</code>${copyButton(rotated.secret, "the secret")}</div>`,
          actions: html`<button type="button" class="button main" @click=${() => close(undefined)}>
            I have stored it
          </button>`,
        }),
      { label: "The new secret" },
    );
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

/**
 * Switches it on or off.
 * @param {Webhook} webhook
 * @returns {Promise<Webhook | undefined>} as it is now, when that worked
 */
export async function toggle({ id, is_active: isActive }) {
  try {
    const { etag } = await getVersioned("/webhooks/{id}", { path: { id } });
    const changed = await patch("/webhooks/{id}", { path: { id }, body: { is_active: !isActive }, ifMatch: etag });
    toast(changed.is_active ? "The webhook is on." : "The webhook is off. Events are held meanwhile.");
    return changed;
  } catch (error) {
    toast(toProblem(error).message, "bad");
    return undefined;
  }
}

/** @param {Webhook} webhook */
export async function removeWebhook({ id, url }) {
  const sure = await confirm({
    title: "Delete the webhook?",
    text: html`<p>
      <code>${url}</code> gets nothing any more, and its log of deliveries is gone. To pause it, switch it off.
    </p>`,
    action: "Delete the webhook",
  });
  if (!sure) return;
  try {
    await remove("/webhooks/{id}", { path: { id } });
    location.assign("/console/webhooks/");
  } catch (error) {
    toast(toProblem(error).message, "bad");
  }
}

const HOUR_MS = 3_600_000;
const SPANS = [
  { value: "1", label: "Last hour" },
  { value: "24", label: "Last 24 hours" },
  { value: "168", label: "Last 7 days" },
  { value: "720", label: "Last 30 days" },
];
const WHICH = [
  { value: "failed held", label: "Failed and held" },
  { value: "failed", label: "Failed" },
  { value: "held", label: "Held while it was off" },
];

/**
 * Replays many deliveries, counted before.
 * @param {Webhook} webhook
 * @returns {Promise<number | undefined>} how many are on their way
 */
export const replayMany = ({ id }) =>
  openDialog(
    /** @param {(value: number | undefined) => void} close */
    (close, redraw) => {
      const form = new Form(["since", "status"], redraw);
      let hours = "24";
      let which = "failed held";
      /** @param {boolean} dryRun */
      const ask = (dryRun) =>
        post("/webhooks/{id}/replay", {
          path: { id },
          body: {
            since: new Date(Date.now() - Number(hours) * HOUR_MS).toISOString(),
            status: /** @type {("failed" | "held")[]} */ (which.split(" ")),
            dry_run: dryRun,
          },
        });
      const count = resource(async () => (await ask(true)).matched, redraw);
      /** @param {Event & { currentTarget: HTMLFormElement }} event */
      const onChange = ({ currentTarget }) => {
        const entries = new Entries(new FormData(currentTarget));
        hours = entries.text("since");
        which = entries.text("status");
        count.refresh();
      };
      const submit = form.onSubmit(async () => close((await ask(false)).replayed));
      const leave = () => close(undefined);
      const matched = () => {
        if (count.problem) return html`<p class="field-fault">${count.problem.message}</p>`;
        if (count.loading || count.value === undefined) return html`<p class="soft">Counting…</p>`;
        return html`<p>
          <strong>${number(count.value)}</strong> ${count.value === 1 ? "delivery matches" : "deliveries match"}.
        </p>`;
      };
      return () =>
        html`<form class="dialog-form" @submit=${submit} @change=${onChange}>
          ${dialogFrame({
            title: "Replay deliveries",
            close: leave,
            body: html`<p>They are sent once more, oldest first, each with the <code>webhook-id</code> it had.</p>
              ${form.summary} ${selectField({ form, name: "since", label: "Since", options: SPANS, value: "24" })}
              ${selectField({ form, name: "status", label: "Which", options: WHICH, value: "failed held" })}
              <div role="status">${matched()}</div>`,
            actions: html`<button type="button" class="button" @click=${leave}>Cancel</button>
              ${(count.value ?? 0) > 0 && !count.loading ? submitButton(form, `Replay ${number(count.value ?? 0)}`) : nothing}`,
          })}
        </form>`;
    },
    { label: "Replay deliveries" },
  );
