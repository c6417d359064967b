import { describe, log } from "#lib/log";
import { purgeActions } from "#modules/actions";
import { purgeInbound } from "#modules/inbound-webhooks";
import { purgeAlerts } from "#modules/contract-alerts";
import { purgeAccounts } from "#modules/accounts";
import { purgeInvitations } from "#modules/builders";
import { purgeCancellations } from "#modules/calendar-feeds";
import { forgetVisitors, purgeFeedback } from "#modules/documentation-feedback";
import { purgeEvents } from "#modules/events";
import { purgeConnects } from "#modules/installs";
import { purgeKeys } from "#modules/idempotency";
import { purgeNotifications, purgeOwnNotifications } from "#modules/notifications";
import { purgeRuns } from "#modules/syncs";
import { purgeUsage } from "#modules/usage";
import { purgeCalls } from "#modules/upstream";
import { purgeDeliveries } from "#modules/webhooks";
import type { Bindings } from "../bindings";
import { platformOf, SHARD_COUNT, shardOf } from "../context";

/** Batches of one kind in one run; what is left goes with the next. */
const MOST_BATCHES = 100;

/** What is deleted of one kind, a bounded batch at a time. @returns how many of it; there may be more */
type Batch = () => Promise<number>;

const ofPlatform = (env: Bindings, now: number): Readonly<Record<string, Batch>> => {
  const platform = platformOf(env);
  return {
    "platform idempotency keys": () => purgeKeys(platform, now),
    "sessions and verifications": () => purgeAccounts(platform, now),
    "ways to consent screens": () => purgeConnects(env, now),
    "contract alerts": () => purgeAlerts(platform, now),
    "visitors of the documentation": () => forgetVisitors(platform, now),
    "documentation feedback": () => purgeFeedback(platform, now),
    usage: () => purgeUsage(platform, now),
    invitations: () => purgeInvitations(platform, now),
    "notifications of people": () => purgeOwnNotifications(platform, now),
  };
};

const ofShard = (env: Bindings, shard: number, now: number): Readonly<Record<string, Batch>> => {
  const db = shardOf(env, shard);
  return {
    "idempotency keys": () => purgeKeys(db, now),
    deliveries: () => purgeDeliveries(db, now),
    events: () => purgeEvents(db, now),
    "upstream calls": () => purgeCalls(db, now),
    actions: () => purgeActions(db, now),
    "inbound webhooks": () => purgeInbound(env, shard, now),
    "calendar cancellations": () => purgeCancellations(db, now),
    "sync runs": () => purgeRuns(db, now),
    notifications: () => purgeNotifications(db, now),
  };
};

/**
 * Deletes what is kept no longer. A kind that cannot be deleted keeps no other from it.
 * @throws AggregateError with what each of those failed by
 */
export async function purge(env: Bindings, now: number): Promise<void> {
  const failures: unknown[] = [];
  const kinds = [ofPlatform(env, now), ...Array.from({ length: SHARD_COUNT }, (_, shard) => ofShard(env, shard, now))];
  for (const [what, batch] of kinds.flatMap((some) => Object.entries(some)))
    await drain(what, batch).catch((error: unknown) => {
      log("error", "not purged", { what, ...describe(error) });
      failures.push(error);
    });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} kinds were not purged`);
}

async function drain(what: string, batch: Batch): Promise<void> {
  let deleted = 0;
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    const now = await batch();
    deleted += now;
    if (now === 0) break;
  }
  if (deleted > 0) log("info", "purged", { what, deleted });
}
