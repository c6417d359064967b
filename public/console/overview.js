import { get } from "/assets/ui/api.js";
import { ago, listed } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, smallLink } from "/assets/ui/parts.js";
import { resource, show } from "/assets/ui/resource.js";
import { note, skeleton } from "/assets/ui/states.js";
import { nameOf } from "/console/events/name-of.js";
import { firstSteps } from "/console/first-steps.js";
import { NEW_PROJECT, projectBadge, projectLink } from "/console/projects/shown.js";
import { usageChart } from "/console/usage.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */

const FEW = 5;

/** @param {Schemas["Webhook"]} webhook @returns {Promise<boolean>} whether it has ever delivered, of what is still logged */
async function hasDelivered({ id }) {
  const query = /** @type {const} */ ({ status: "delivered", limit: 1 });
  return (await get("/webhooks/{id}/deliveries", { path: { id }, query })).data.length > 0;
}

/** How far a builder has come, from what it has. */
async function loadState() {
  const [projects, keys, webhooks, notifications, events] = await Promise.all([
    get("/projects", { query: { limit: FEW } }),
    get("/api-keys", { query: { limit: 100 } }),
    get("/webhooks", { query: { limit: 100 } }),
    get("/notifications", { query: { limit: 100 } }),
    get("/events", { query: { limit: 6 } }),
  ]);
  const [newest] = projects.data;
  const [site, ...delivered] = await Promise.all([
    newest && get("/projects/{id}/site-conditions", { path: { id: newest.id } }),
    ...webhooks.data.slice(0, FEW).map((each) => hasDelivered(each)),
  ]);
  return {
    projects: projects.data,
    /** The weather at the newest project, and where that is. */
    site,
    keys: keys.data.filter(({ is_active: isActive }) => isActive),
    webhooks: webhooks.data,
    unread: notifications.data.filter(({ is_read: isRead }) => !isRead),
    events: events.data,
    delivered: delivered.includes(true),
  };
}
/** @typedef {Awaited<ReturnType<typeof loadState>>} State */

/** @param {State} state */
const projectCard = ({ projects }) =>
  projects.length === 0
    ? nothing
    : card({
        title: "Projects",
        actions: html`<span class="row"
          >${smallLink("New project", NEW_PROJECT)}<a href="/console/projects/">All projects</a></span
        >`,
        body: html`<ul class="feed">
          ${projects.map(
            ({ id, name, code, status }) =>
              html`<li>
                <span><a href="${projectLink(id)}&view=site">${name}</a> <span class="soft">${code}</span></span
                >${projectBadge(status)}
              </li>`,
          )}
        </ul>`,
      });

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
        : `${builder.name}: its projects, and what goes on in them.`,
    })}
    <div class="stack">
      ${show(state, attention, { loading: nothing })}
      ${show(state, (value) => html`${firstSteps(value, redraw)}${projectCard(value)}${latest(value)}`, {
        loading: html`${card({ title: "Projects", body: skeleton(5) })}${card({ title: "What happened last", body: skeleton(8) })}`,
      })}
      ${card({
        title: "Requests, last 7 days",
        actions: html`<span class="soft">of keys, applications and this console; days in UTC</span>`,
        body: show(usage, ({ data }) => usageChart(data), { loading: skeleton(6) }),
      })}
    </div>
  `;
});
