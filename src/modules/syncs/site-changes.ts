import { type Db, prepare } from "#db/client";
import { log } from "#lib/log";
import type { SyncName } from "#models";
import type { Bindings, EventMessage, SyncMessage } from "../../bindings";
import { shardOf } from "../../context";

/** Events that one statement looks at. */
const A_BATCH = 1000;
const A_SEND = 100;

/** Syncs that look places up, with whose they are: a project that is new or has moved has them run at once. */
const PLACE_SYNCS: readonly (readonly [slug: string, sync: SyncName])[] = [
  ["fema-flood-maps", "site_locations"],
  ["fema-flood-maps", "flood_zones"],
  ["county-gis", "parcels"],
  ["noaa-tides", "tide_predictions"],
  ["noaa-weather", "weather_forecasts"],
  ["noaa-weather", "weather_alerts"],
];

/**
 * Builders of whose projects one is new, has moved or has come into work, and those an address was found for: by the
 * pending events, so that an event counts once.
 */
const CHANGED = `select builder_id, max(type like 'project.%') as is_project from events
 where (builder_id, id) in (select value->>0, value->>1 from json_each(?1)) and pending_since is not null
 and (type = 'project.created' or type = 'integration.records_changed' and data->>'$.model' = 'site_location'
 or type = 'project.updated' and exists (select 1 from json_each(previous_attributes)
 where key in ('address_line1', 'city', 'state', 'postal_code', 'latitude', 'longitude', 'status'))) group by builder_id`;

/** One that fails is tried again by its own time; one that does not run by itself is left alone. */
const DUE = `update install_syncs set next_due_at = ?2 where (builder_id, install_id, sync) in
 (select i.builder_id, i.id, wanted.value->>1 from json_each(?3) wanted cross join installs i
 where i.builder_id = ?1 and i.slug = wanted.value->>0 and i.status = 'active')
 and next_due_at is not null and failures = 0 returning install_id, sync`;

type Changed = { builder_id: string; is_project: number };

/**
 * Has places looked up again when projects have come, gone to work or moved. To be done before the fan-out of the same
 * messages, which ends their being pending. A message that is lost costs a minute: the syncs are due.
 */
export async function followSites(env: Bindings, messages: readonly EventMessage[], now: number): Promise<void> {
  for (const [shard, ofShard] of Map.groupBy(messages, (message) => message.shard)) {
    const keys = ofShard.flatMap(({ builderId, eventIds }) => eventIds.map((id) => [builderId, id]));
    for (let at = 0; at < keys.length; at += A_BATCH) await follow(env, shard, keys.slice(at, at + A_BATCH), now);
  }
}

async function follow(env: Bindings, shard: number, keys: readonly string[][], now: number): Promise<void> {
  const db = shardOf(env, shard);
  const { results } = await prepare(db, CHANGED, JSON.stringify(keys)).all<Changed>();
  for (const { builder_id: builderId, is_project: isProject } of results) {
    const wanted = PLACE_SYNCS.filter(([, sync]) => isProject === 1 || sync !== "site_locations");
    const due = await makeDue(db, { shard, builderId, wanted, now });
    for (let at = 0; at < due.length; at += A_SEND) await env.SYNCS.sendBatch(due.slice(at, at + A_SEND));
    if (due.length > 0) log("info", "sites have changed", { shard, syncs: due.length });
  }
}

type Making = { shard: number; builderId: string; wanted: typeof PLACE_SYNCS; now: number };

async function makeDue(db: Db, { shard, builderId, wanted, now }: Making): Promise<{ body: SyncMessage }[]> {
  const { results } = await prepare(db, DUE, builderId, now, JSON.stringify(wanted)).all<{
    install_id: string;
    sync: string;
  }>();
  return results.map(({ install_id: installId, sync }) => ({
    body: { shard, builderId, installId, sync, trigger: "schedule" },
  }));
}
