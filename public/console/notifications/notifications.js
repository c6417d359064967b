import { post } from "/assets/ui/api.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, show } from "/assets/ui/resource.js";
import { empty } from "/assets/ui/states.js";
import { permitLink } from "/console/permits/shown.js";
import { webhookLink } from "/console/webhooks/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Notification"]} Notification */

/** By kinds of notices. @type {Record<string, (id: string) => { href: string, label: string }>} */
const LINKS = {
  webhook_disabled: (id) => ({ href: webhookLink(id), label: "Go to the webhook" }),
  permit_status: (id) => ({ href: permitLink(id), label: "Go to the permit" }),
  permit_mail: (id) => ({ href: permitLink(id), label: "Go to the permit" }),
};

/** Where the matter is looked after. @param {Notification} notification */
const linkOf = ({ kind, object_id: id }) => (id === null ? undefined : LINKS[kind]?.(id));

const none = () =>
  empty({
    icon: "bell",
    title: "Nothing to tell you",
    text: "When the platform switches a webhook off, or something else needs you, it says so here.",
  });

openBuilderPage(({ redraw }) => {
  const list = pages("/notifications", redraw);
  let busy = false;

  /** @param {readonly Notification[]} unread */
  const markRead = async (unread) => {
    busy = true;
    redraw();
    try {
      for (const { id } of unread) await post("/notifications/{id}/read", { path: { id } });
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    busy = false;
    await list.load();
  };

  /** @param {Notification} notification */
  const item = (notification) => {
    const link = linkOf(notification);
    return html`<li class="notice" data-read=${notification.is_read}>
      <div class="stack tight">
        <h2>
          ${notification.is_read ? nothing : html`<span class="visually-hidden">Unread: </span>`}${notification.title}
        </h2>
        <p>${notification.body}</p>
        <div class="row">
          <span class="soft">${ago(notification.created_at)}</span>
          ${link ? html`<a href=${link.href}>${link.label}</a>` : nothing}
          ${
            notification.is_read
              ? nothing
              : html`<button type="button" class="link" ?disabled=${busy} @click=${() => markRead([notification])}>
                  Mark as read
                </button>`
          }
        </div>
      </div>
    </li>`;
  };

  return () => {
    const unread = list.rows.filter(({ is_read: isRead }) => !isRead);
    return html`
      ${heading({
        title: "Notifications",
        lead: "What the platform tells your business. What one member has read is read for all.",
        actions:
          unread.length > 1
            ? html`<button type="button" class="button" ?disabled=${busy} @click=${() => markRead(unread)}>
                Mark all as read
              </button>`
            : undefined,
      })}
      ${card({
        flush: true,
        body: show(list, ({ data }) =>
          data.length === 0
            ? none()
            : html`<ul class="notices">
                  ${data.map((each) => item(each))}
                </ul>
                ${pager(list)}`,
        ),
      })}
    `;
  };
});
