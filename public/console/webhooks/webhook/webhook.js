import { get } from "/assets/ui/api.js";
import { at } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, copyable, facts, heading, tabs } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note } from "/assets/ui/states.js";
import { loadEventTypes } from "/console/event-types.js";
import { deliveryLink, stateBadge, webhookLink } from "/console/webhooks/shown.js";
import { removeWebhook, replayMany, rotateSecret, sendTest, toggle } from "/console/webhooks/webhook/actions.js";
import { deliveryLog } from "/console/webhooks/webhook/deliveries.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Webhook"]} Webhook */

const search = new URLSearchParams(location.search);
const id = search.get("id") ?? "";
const showsSettings = search.get("view") === "settings";

/** @param {Webhook} webhook */
const trouble = (webhook) =>
  webhook.disabled_at
    ? note(
        "bad",
        html`The platform switched it off ${at(webhook.disabled_at)}: ${webhook.disabled_reason} Events are held for 14
        days. Repair the receiver, switch the webhook on, and replay what was held.`,
      )
    : nothing;

/** @param {string} title @param {unknown} text @param {unknown} action */
const setting = (title, text, action) =>
  html`<div class="setting">
    <div>
      <h3>${title}</h3>
      <p class="soft">${text}</p>
    </div>
    ${action}
  </div>`;

/** @typedef {{ change: () => unknown, rotate: () => unknown, drop: () => unknown }} Settings */

/** @param {Webhook} webhook */
const whatItSends = (webhook) =>
  card({
    title: "What it sends",
    body: facts([
      [
        "Events",
        webhook.events.includes("*")
          ? "All events"
          : html`${webhook.events.map((pattern) => html`<code>${pattern}</code> `)}`,
      ],
      ["Headers of your own", webhook.header_names.length > 0 ? webhook.header_names.join(", ") : "None"],
      ["What it is for", webhook.description ?? "–"],
      ["Id", copyable(webhook.id, "the id")],
      ["Created", at(webhook.created_at)],
      ["Changed", at(webhook.updated_at)],
    ]),
  });

/** @param {Webhook} webhook @param {Settings} settings */
const settingsCard = ({ is_active: isOn }, { change, rotate, drop }) =>
  card({
    body: html`
      ${setting(
        isOn ? "Switch it off" : "Switch it on",
        isOn
          ? "Events are held meanwhile, and can be replayed for 14 days."
          : "What was held stays held until you replay it.",
        html`<button type="button" class="button" @click=${change}>${isOn ? "Switch off" : "Switch on"}</button>`,
      )}
      ${setting(
        "Rotate the secret",
        "Deliveries are signed with the old and the new one for 24 hours.",
        html`<button type="button" class="button" @click=${rotate}>Rotate</button>`,
      )}
      ${setting(
        "Delete the webhook",
        "With its log of deliveries. What is pending is not sent any more.",
        html`<button type="button" class="button bad-text" @click=${drop}>Delete</button>`,
      )}
    `,
  });

const views = (/** @type {string} */ title) =>
  tabs(title, [
    { href: webhookLink(id), label: "Deliveries", current: !showsSettings },
    { href: `${webhookLink(id)}&view=settings`, label: "Settings", current: showsSettings },
  ]);

openBuilderPage(({ mayManage, redraw }) => {
  const webhook = resource(() => get("/webhooks/{id}", { path: { id } }), redraw);
  const types = resource(loadEventTypes, redraw);
  const log = deliveryLog({ id, types, redraw });

  /** @param {Webhook} value */
  const test = async (value) => {
    const delivery = await sendTest(value);
    if (delivery) location.assign(deliveryLink(delivery));
  };
  /** @param {Webhook} value */
  const replay = async (value) => {
    const replayed = await replayMany(value);
    if (replayed === undefined) return;
    toast(`${replayed} ${replayed === 1 ? "delivery is" : "deliveries are"} on the way again.`);
    log.list.restart();
  };
  /** @param {Webhook} value */
  const change = async (value) => {
    const changed = await toggle(value);
    if (changed) webhook.set(changed);
  };

  /** @param {Webhook} value */
  const actions = (value) => html`
    <a class="button" href="/console/webhooks/edit/?id=${id}">Edit</a>
    ${
      value.is_active
        ? html`<button type="button" class="button" @click=${() => replay(value)}>Replay</button>
            <button type="button" class="button main" @click=${() => test(value)}>Send a test event</button>`
        : html`<button type="button" class="button main" @click=${() => change(value)}>Switch on</button>`
    }
  `;

  /** @param {Webhook} value */
  const settings = (value) => html`
    ${whatItSends(value)}
    ${
      mayManage
        ? settingsCard(value, {
            change: () => change(value),
            rotate: () => rotateSecret(value),
            drop: () => removeWebhook(value),
          })
        : nothing
    }
  `;

  return () => html`
    ${heading({
      title: webhook.value?.url ?? "Webhook",
      back: { href: "/console/webhooks/", label: "Webhooks" },
      lead: webhook.value ? stateBadge(webhook.value) : undefined,
      actions: webhook.value && mayManage ? actions(webhook.value) : undefined,
    })}
    ${show(
      webhook,
      (value) => html`
        ${views("Webhook")}
        <div class="stack">${trouble(value)} ${showsSettings ? settings(value) : html`<div>${log.draw()}</div>`}</div>
      `,
    )}
  `;
});
