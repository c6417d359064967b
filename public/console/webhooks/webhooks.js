import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { icon } from "/assets/ui/icons.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager, table } from "/assets/ui/parts.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty, note } from "/assets/ui/states.js";
import { eventsSummary, stateBadge, webhookLink } from "/console/webhooks/shown.js";

const addLink = html`<a class="button main" href="/console/webhooks/new/">${icon("plus")}Add a webhook</a>`;

openBuilderPage(({ mayManage, redraw }) => {
  const webhooks = pages("/webhooks", redraw);

  const list = () =>
    table({
      caption: "Webhooks",
      rows: webhooks.rows,
      columns: [
        {
          label: "Sends to",
          main: true,
          cell: (webhook) =>
            html`<div>
              <a href=${webhookLink(webhook.id)}>${webhook.url}</a>${
                webhook.description ? html`<br /><small>${webhook.description}</small>` : nothing
              }
            </div>`,
        },
        { label: "Status", cell: stateBadge },
        { label: "Events", cell: ({ events }) => eventsSummary(events) },
        { label: "Changed", cell: ({ updated_at: at }) => ago(at) },
      ],
    });

  const nothingYet = () =>
    empty({
      icon: "webhook",
      title: "No webhooks yet",
      text: html`A webhook sends every change you choose to your server as it happens: signed, retried for half a day,
        logged attempt by attempt. <a href="/docs/webhooks/">How they work</a>`,
      action: mayManage ? addLink : undefined,
    });

  return () => html`
    ${heading({
      title: "Webhooks",
      lead: "Where events are sent as they happen.",
      actions: mayManage ? addLink : undefined,
    })}
    <div class="stack">
      ${mayManage ? nothing : note("info", "Only owners and admins add, change and remove webhooks.")}
      ${card({
        flush: true,
        body: show(webhooks, ({ data }) => (data.length === 0 ? nothingYet() : html`${list()}${pager(webhooks)}`)),
      })}
    </div>
  `;
});
