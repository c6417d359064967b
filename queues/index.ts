import { actions } from "./actions";
import { events } from "./events";
import { syncs } from "./syncs";
import { webhookDeliveries } from "./webhook-deliveries";
import { webhookDeliveriesSlow } from "./webhook-deliveries-slow";

/** Every queue of wrangler.toml, by its name. */
export const consumers = {
  actions,
  events,
  syncs,
  "webhook-deliveries": webhookDeliveries,
  "webhook-deliveries-slow": webhookDeliveriesSlow,
} as const;
