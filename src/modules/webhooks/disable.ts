import { commit, LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { notify } from "#modules/notifications";
import type { Bindings } from "../../bindings";
import { createContext } from "../../context";
import type { Target } from "./claim";

const OFF = `update webhook_subscriptions set is_active = 0, disabled_at = ?3, disabled_reason = ?4, version = version + 1, updated_at = ?3
 where builder_id = ?1 and id = ?2 and is_active = 1`;
type Waiter = { waitUntil: (work: Promise<unknown>) => void };

/** Switches a subscription off, tells its builder, and emits `webhook.disabled`; once, however many deliveries demand it. */
export async function disable(
  env: Bindings,
  execution: Waiter,
  shard: number,
  target: Target,
  reason: string,
  now: number,
): Promise<void> {
  const tenant = { builderId: target.builderId, shard, environment: target.environment, plan: "" };
  const ctx = createContext(env, execution, tenant, { type: "system", job: "webhooks" }, now);
  const host = new URL(target.url).host;
  const body = `${reason} Deliveries to ${host} are held from now on. Repair the receiver, switch the webhook on again, and replay what was held within 14 days.`;
  try {
    await commit(ctx, {
      writes: [
        ...mustChange(ctx.db, prepare(ctx.db, OFF, target.builderId, target.id, now, reason)),
        notify(ctx, {
          kind: "webhook_disabled",
          title: `Webhook to ${host} was switched off`,
          body,
          objectId: target.id,
        }),
      ],
      events: [
        {
          type: "webhook.disabled",
          objectId: target.id,
          data: { id: target.id, url: target.url, disabled_at: new Date(now).toISOString(), disabled_reason: reason },
        },
      ],
      result: undefined,
    });
  } catch (error) {
    // Someone else switched it off first, or it is gone.
    if (!(error instanceof LostRace)) throw error;
  }
}
