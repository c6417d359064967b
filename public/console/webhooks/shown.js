import { badge } from "/assets/ui/parts.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["Webhook"]} Webhook */
/** @typedef {Schemas["WebhookDelivery"]} Delivery */

/** @type {Record<Delivery["status"], { tone: "good" | "warn" | "bad" | "info", label: string }>} */
export const STATUSES = {
  delivered: { tone: "good", label: "Delivered" },
  pending: { tone: "info", label: "Pending" },
  failed: { tone: "bad", label: "Failed" },
  held: { tone: "warn", label: "Held" },
};

/** @param {Delivery["status"]} status */
export const statusBadge = (status) => badge(STATUSES[status].tone, STATUSES[status].label);

/** @param {Webhook} webhook */
export function stateBadge(webhook) {
  if (webhook.is_active) return webhook.failure_count > 0 ? badge("warn", "Failing") : badge("good", "On");
  return webhook.disabled_at ? badge("bad", "Switched off by the platform") : badge("neutral", "Off");
}

/** @param {readonly string[]} events patterns such as `invoice.*` */
export function eventsSummary(events) {
  if (events.includes("*")) return "All events";
  const [first, second, ...more] = events;
  const named = [first, second].filter(Boolean).join(", ");
  return more.length > 0 ? `${named} and ${more.length} more` : named;
}

/** @param {string} id */
export const webhookLink = (id) => `/console/webhooks/webhook/?id=${id}`;

/** @param {Delivery} delivery */
export const deliveryLink = ({ id, subscription_id: webhookId }) =>
  `/console/webhooks/delivery/?webhook=${webhookId}&id=${id}`;
