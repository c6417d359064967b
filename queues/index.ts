import { events } from "./events";
import { webhookDeliveries } from "./webhook-deliveries";
import { webhookDeliveriesSlow } from "./webhook-deliveries-slow";

/** Every queue of wrangler.toml, by its name. */
export const consumers = {
  events,
  "webhook-deliveries": webhookDeliveries,
  "webhook-deliveries-slow": webhookDeliveriesSlow,
} as const;
