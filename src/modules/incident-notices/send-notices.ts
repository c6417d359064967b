import { type Incident, listUnannounced, markAnnounced } from "#modules/incidents";
import { buildersWith } from "#modules/installs";
import { notifyMany, withdrawMany } from "#modules/notifications";
import { log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { platformOf, SHARD_COUNT, shardOf } from "../../context";

/** Incidents of one pass, and builders of one statement. */
const MOST_INCIDENTS = 20;
const A_PAGE = 1000;

/** Tells every builder who has it installed of an incident that began, and takes that back for one that is over. */
export async function sendNotices(env: Bindings, now: number): Promise<void> {
  const ctx = { platform: platformOf(env), now };
  for (const incident of await listUnannounced(ctx, MOST_INCIDENTS)) {
    let count = 0;
    for (let shard = 0; shard < SHARD_COUNT; shard += 1) count += await tellShard(env, shard, incident, now);
    await markAnnounced(ctx, incident);
    log("info", "incident announced", { slug: incident.slug, over: incident.closedAt !== null, builders: count });
  }
}

async function tellShard(env: Bindings, shard: number, incident: Incident, now: number): Promise<number> {
  const db = shardOf(env, shard);
  const isOver = incident.closedAt !== null;
  let count = 0;
  let after = "";
  for (;;) {
    const builders = await buildersWith(db, incident.slug, { after, limit: A_PAGE, ever: isOver });
    if (isOver) await withdrawMany(db, builders, incident.id);
    else await notifyMany(db, builders, incident.id, noticeOf(incident), now);
    count += builders.length;
    after = builders.at(-1) ?? "";
    if (builders.length < A_PAGE) return count;
  }
}

const noticeOf = ({ title, id }: Incident) => ({
  kind: "integration_incident",
  title,
  body: "It stopped working for everyone. Nothing is lost: what was due is done when it works again, and this notice goes away by itself.",
  objectId: id,
});
