import { log } from "#lib/log";
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
import { purgeRuns } from "#modules/syncs";
import { purgeCalls } from "#modules/upstream";
import { purgeDeliveries } from "#modules/webhooks";
import type { Bindings } from "../bindings";
import { platformOf, SHARD_COUNT, shardOf } from "../context";

/** Batches of one kind in one run; what is left goes with the next. */
const MOST_BATCHES = 100;

export async function purge(env: Bindings, now: number): Promise<void> {
  await drain("platform idempotency keys", () => purgeKeys(platformOf(env), now));
  await drain("sessions and verifications", () => purgeAccounts(platformOf(env), now));
  await drain("ways to consent screens", () => purgeConnects(env, now));
  await drain("contract alerts", () => purgeAlerts(platformOf(env), now));
  await drain("visitors of the documentation", () => forgetVisitors(platformOf(env), now));
  await drain("documentation feedback", () => purgeFeedback(platformOf(env), now));
  await drain("invitations", () => purgeInvitations(platformOf(env), now));
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const db = shardOf(env, shard);
    await drain("idempotency keys", () => purgeKeys(db, now));
    await drain("deliveries", () => purgeDeliveries(db, now));
    await drain("events", () => purgeEvents(db, now));
    await drain("upstream calls", () => purgeCalls(db, now));
    await drain("actions", () => purgeActions(db, now));
    await drain("inbound webhooks", () => purgeInbound(env, shard, now));
    await drain("calendar cancellations", () => purgeCancellations(db, now));
    await drain("sync runs", () => purgeRuns(db, now));
  }
}

async function drain(what: string, batch: () => Promise<number>): Promise<void> {
  let deleted = 0;
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    const now = await batch();
    deleted += now;
    if (now === 0) break;
  }
  if (deleted > 0) log("info", "purged", { what, deleted });
}
