import { get } from "/assets/ui/api.js";
import { ago, listed } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, smallLink } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note, skeleton } from "/assets/ui/states.js";
import { nameOf } from "/console/events/name-of.js";
import { usageChart } from "/console/usage.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {{ done: boolean, title: string, text: unknown, href: string, action: string }} Step */

const FEW = 5;

/** @param {Schemas["Webhook"]} webhook @returns {Promise<boolean>} whether it has ever delivered, of what is still logged */
async function hasDelivered({ id }) {
  const query = /** @type {const} */ ({ status: "delivered", limit: 1 });
  return (await get("/webhooks/{id}/deliveries", { path: { id }, query })).data.length > 0;
}

/** How far a builder has come, from what it has. */
async function loadState() {
  const [keys, webhooks, notifications, events] = await Promise.all([
    get("/api-keys", { query: { limit: 100 } }),
    get("/webhooks", { query: { limit: 100 } }),
    get("/notifications", { query: { limit: 100 } }),
    get("/events", { query: { limit: 6 } }),
  ]);
  const delivered = await Promise.all(webhooks.data.slice(0, FEW).map((each) => hasDelivered(each)));
  return {
    keys: keys.data.filter(({ is_active: isActive }) => isActive),
    webhooks: webhooks.data,
    unread: notifications.data.filter(({ is_read: isRead }) => !isRead),
    events: events.data,
    delivered: delivered.includes(true),
  };
}
/** @typedef {Awaited<ReturnType<typeof loadState>>} State */

/** @param {State} state @returns {Step[]} */
const stepsOf = ({ keys, webhooks, delivered }) => [
  {
    done: keys.length > 0,
    title: "Create an API key",
    text: "It is how your software says who it is. Give it only the scopes it needs.",
    href: "/console/api-keys/new/",
    action: "Create a key",
  },
  {
    done: keys.some(({ last_used_at: used }) => used !== null),
    title: "Make your first call",
    text: html`List your projects with <code>curl</code>; the first steps have the line to paste.`,
    href: "/docs/#call",
    action: "Read the first steps",
  },
  {
    done: webhooks.length > 0,
    title: "Add a webhook",
    text: "Every change is sent to your server as it happens, signed and retried.",
    href: "/console/webhooks/new/",
    action: "Add a webhook",
  },
  {
    done: delivered,
    title: "Receive an event",
    text: "Send yourself a test event and look at what came back.",
    href: webhooks[0] ? `/console/webhooks/webhook/?id=${webhooks[0].id}` : "/console/webhooks/",
    action: "Send a test event",
  },
];

/** @param {Step} step @param {boolean} next */
const stepItem = ({ done, title, text, href, action }, next) => html`
  <li class="step" data-done=${done}>
    <span class="step-mark">${done ? icon("check") : nothing}</span>
    <div>
      <h3>${title}${done ? html`<span class="visually-hidden"> (done)</span>` : nothing}</h3>
      ${done ? nothing : html`<p class="soft">${text}</p>`}
      ${next ? html`<p>${smallLink(action, href, "main")}</p>` : nothing}
    </div>
  </li>
`;

/** @param {State} state */
function firstSteps(state) {
  const steps = stepsOf(state);
  const next = steps.findIndex(({ done }) => !done);
  if (next === -1) return nothing;
  return card({
    title: "First steps",
    actions: html`<span class="soft">${steps.filter(({ done }) => done).length} of ${steps.length} done</span>`,
    body: html`<ol class="steps">
      ${steps.map((step, index) => stepItem(step, index === next))}
    </ol>`,
  });
}

/** @param {State} state */
function attention({ webhooks, unread }) {
  const off = webhooks.filter(({ disabled_at: at }) => at !== null);
  return html`
    ${
      off.length > 0
        ? note(
            "warn",
            html`The platform switched off ${listed(off.map(({ url }) => new URL(url).host))}. Repair it, switch it on
              again, and replay what was held: <a href="/console/webhooks/">webhooks</a>.`,
          )
        : nothing
    }
    ${
      unread.length > 0
        ? note(
            "info",
            html`${unread.length === 1 ? "One notification is" : `${unread.length} notifications are`} unread:
              <a href="/console/notifications/">${unread[0]?.title}</a>`,
          )
        : nothing
    }
  `;
}

/** @param {State} state */
const latest = ({ events }) =>
  card({
    title: "What happened last",
    actions: html`<a href="/console/events/">All events</a>`,
    body:
      events.length === 0
        ? html`<p class="soft">Nothing yet. Every change to a record appears here as an event.</p>`
        : html`<ul class="feed">
            ${events.map(
              (event) =>
                html`<li>
                  <span
                    ><a href="/console/events/event/?id=${event.id}"><code>${event.type}</code></a>
                    ${nameOf(event)}</span
                  ><span class="soft">${ago(event.created_at)}</span>
                </li>`,
            )}
          </ul>`,
  });

openBuilderPage(({ builder, isSandbox, redraw }) => {
  const state = resource(loadState, redraw);
  const usage = resource(() => get("/usage"), redraw);
  return () => html`
    ${heading({
      title: "Overview",
      lead: isSandbox
        ? `The sandbox of ${builder.name}: invented data, keys that begin with ross_test_, and nothing that leaves for real.`
        : `What software does with the data of ${builder.name}.`,
    })}
    <div class="stack">
      ${show(state, attention, { loading: nothing })}
      ${show(state, firstSteps, { loading: card({ title: "First steps", body: skeleton(4) }) })}
      ${card({
        title: "Requests, last 7 days",
        actions: html`<span class="soft">of keys, applications and this console; days in UTC</span>`,
        body: show(usage, ({ data }) => usageChart(data), { loading: skeleton(6) }),
      })}
      ${state.value ? latest(state.value) : nothing}
    </div>
  `;
});
