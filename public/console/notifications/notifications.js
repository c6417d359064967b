import { post } from "/assets/ui/api.js";
import { ago } from "/assets/ui/format.js";
import { html, nothing } from "/assets/ui/html.js";
import { toast } from "/assets/ui/overlay.js";
import { openBuilderPage } from "/assets/ui/page.js";
import { card, heading, pager } from "/assets/ui/parts.js";
import { toProblem } from "/assets/ui/problem.js";
import { pages, show } from "/assets/ui/resource.js";
import { followUnread, refreshUnread, unreadCount } from "/assets/ui/shell.js";
import { empty } from "/assets/ui/states.js";
import { upgradeLink } from "/console/integrations/versions.js";
import { permitLink } from "/console/permits/shown.js";
import { projectLink } from "/console/projects/shown.js";
import { webhookLink } from "/console/webhooks/shown.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Notification"]} Notification */

/** @param {string} id */
const installLink = (id) => `/console/integrations/integration/?id=${id}`;
/** @param {string} id of the install */
const linksLink = (id) => `${installLink(id)}&view=links`;
/** @param {string} id of the vendor */
const toLicense = (id) => ({ href: `/console/licenses/?vendor=${id}`, label: "Go to the license" });
/** Of requests of actions and of reviews the integration is not told. */
const toIntegrations = () => ({ href: "/console/integrations/", label: "Go to the integrations" });
/** @param {string} id of the install */
const toUpgrade = (id) => ({ href: upgradeLink(id), label: "Go to the upgrade" });

/** @param {string} id of the project */
const toSite = (id) => ({ href: `${projectLink(id)}&view=site`, label: "Go to the project" });

/** By kinds of notices, from the id of what each is about. @type {Record<string, (id: string) => { href: string, label: string }>} */
const LINKS = {
  integration_incident: (id) => ({ href: `/status/#${id}`, label: "Go to the incident" }),
  integration_needs_attention: (id) => ({ href: installLink(id), label: "Go to the integration" }),
  sync_conflict: (id) => ({ href: linksLink(id), label: "Go to its conflicts" }),
  sync_refused: (id) => ({ href: linksLink(id), label: "Go to its links" }),
  sync_stopped: (id) => ({ href: `${installLink(id)}&view=runs`, label: "Go to its runs" }),
  action_delayed: toIntegrations,
  action_failed: toIntegrations,
  upgrade_due: toUpgrade,
  upgrade_done: toUpgrade,
  review_answered: toIntegrations,
  review_hidden: toIntegrations,
  weather_alert: toSite,
  king_tide: toSite,
  license_expiring: toLicense,
  license_changed: toLicense,
  contract_alert: () => ({ href: "/admin/deprecations/?view=alerts", label: "Go to the alerts" }),
  webhook_disabled: (id) => ({ href: webhookLink(id), label: "Go to the webhook" }),
  permit_status: (id) => ({ href: permitLink(id), label: "Go to the permit" }),
  permit_mail: (id) => ({ href: permitLink(id), label: "Go to the permit" }),
  // The registry is seen where a permit's jurisdiction is chosen.
  jurisdiction_report: () => ({ href: "/console/permits/", label: "Go to the permits" }),
};

/** Where the matter is looked after. @param {Notification} notification */
const linkOf = ({ kind, object_id: id }) => {
  // What became available is a listing, which has no id.
  if (kind === "listing_available") return { href: "/marketplace/?status=available", label: "Go to the marketplace" };
  return id === null ? undefined : LINKS[kind]?.(id);
};

const none = () =>
  empty({
    icon: "bell",
    title: "Nothing to tell you",
    text: "When the platform switches a webhook off, or something else needs you, it says so here.",
  });

openBuilderPage(({ redraw }) => {
  const list = pages("/notifications", redraw);
  followUnread(redraw);
  let busy = false;

  /** @param {() => Promise<unknown>} mark */
  const markRead = async (mark) => {
    busy = true;
    redraw();
    try {
      await mark();
    } catch (error) {
      toast(toProblem(error).message, "bad");
    }
    await Promise.all([list.load(), refreshUnread()]);
    busy = false;
    redraw();
  };
  const markAll = () => markRead(() => post("/notifications/read-all"));
  /** @param {Notification} notification */
  const markOne = ({ id }) => markRead(() => post("/notifications/{id}/read", { path: { id } }));

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
              : html`<button type="button" class="link" ?disabled=${busy} @click=${() => markOne(notification)}>
                  Mark as read
                </button>`
          }
        </div>
      </div>
    </li>`;
  };

  return () => {
    const hasUnread = unreadCount() > 0 || list.rows.some(({ is_read: isRead }) => !isRead);
    return html`
      ${heading({
        title: "Notifications",
        lead: "What the platform tells your business, and you alone. What you have read stays unread for others.",
        actions: hasUnread
          ? html`<button type="button" class="button" ?disabled=${busy} @click=${markAll}>Mark all as read</button>`
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
