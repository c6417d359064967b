import { prepare } from "#db/client";
import type { Bindings, EventMessage } from "../../bindings";
import { platformOf, shardOf } from "../../context";

/** Events that one statement reads. */
const A_BATCH = 1000;

/** Those that are pending: what is marked as done by the fan-out was applied before. */
const PENDING = `select builder_id, id, type, data->>'$.slug' as slug, created_at as at from events
 where (builder_id, id) in (select value->>0, value->>1 from json_each(?1)) and pending_since is not null
 and type in ('integration.installed', 'integration.uninstalled', 'integration.first_synced')`;

type Told = { builder_id: string; id: string; type: string; slug: string | null; at: number };

/**
 * Whatever order events come in and however often: the newest of installed and uninstalled holds, and the earliest
 * success. Of builders that are no sandbox.
 */
const APPLY = `insert into integration_installations
 (builder_id, slug, installed_at, uninstalled_at, first_success_at, is_installed, last_event_id)
select b.id, e.value->>'$.slug',
 iif(e.value->>'$.type' = 'integration.installed', e.value->>'$.at', null),
 iif(e.value->>'$.type' = 'integration.uninstalled', e.value->>'$.at', null),
 iif(e.value->>'$.type' = 'integration.first_synced', e.value->>'$.at', null),
 e.value->>'$.type' = 'integration.installed',
 iif(e.value->>'$.type' = 'integration.first_synced', '', e.value->>'$.id')
from json_each(?1) e join builders b on b.id = e.value->>'$.builder_id' and b.environment = 'live'
order by e.value->>'$.id'
on conflict (builder_id, slug) do update set
 installed_at = iif(excluded.is_installed = 1 and is_installed = 0 and excluded.last_event_id > last_event_id,
  excluded.installed_at, coalesce(installed_at, excluded.installed_at)),
 uninstalled_at = iif(excluded.last_event_id > last_event_id, excluded.uninstalled_at, uninstalled_at),
 is_installed = iif(excluded.last_event_id > last_event_id, excluded.is_installed, is_installed),
 first_success_at = min(coalesce(first_success_at, excluded.first_success_at), coalesce(excluded.first_success_at, first_success_at)),
 last_event_id = max(last_event_id, excluded.last_event_id)`;

/**
 * Tells the marketplace who has what installed, from the events of these messages that are pending. To be done before the
 * fan-out of the same messages, which ends their being pending.
 */
export async function applyInstallEvents(env: Bindings, messages: readonly EventMessage[]): Promise<void> {
  for (const [shard, ofShard] of Map.groupBy(messages, (message) => message.shard)) {
    const keys = ofShard.flatMap(({ builderId, eventIds }) => eventIds.map((id) => [builderId, id]));
    for (let at = 0; at < keys.length; at += A_BATCH) await apply(env, shard, keys.slice(at, at + A_BATCH));
  }
}

async function apply(env: Bindings, shard: number, keys: readonly string[][]): Promise<void> {
  const { results } = await prepare(shardOf(env, shard), PENDING, JSON.stringify(keys)).all<Told>();
  const known = results.filter(({ slug }) => slug !== null);
  if (known.length > 0) await prepare(platformOf(env), APPLY, JSON.stringify(known)).run();
}
