import { type Db, prepare } from "#db/client";
import type { Bindings, EventMessage } from "../../bindings";
import { platformOf, shardOf } from "../../context";

const A_BATCH = 200;

/** Those that are pending; an index holds them alone. What is marked as done by the fan-out was applied before. */
const PENDING = `select builder_id, id, type, data->>'$.slug' as slug, created_at as at from events
 where pending_since is not null and type in ('integration.installed', 'integration.uninstalled', 'integration.first_synced')
 and (builder_id, id) > (?1, ?2) order by builder_id, id limit ${A_BATCH}`;

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
 * Tells the marketplace who has what installed, from the pending events of the shards that messages came from. To be done
 * before the fan-out of the same messages, which ends their being pending.
 */
export async function applyInstallEvents(env: Bindings, messages: readonly EventMessage[]): Promise<void> {
  const platform = platformOf(env);
  for (const shard of new Set(messages.map((message) => message.shard)))
    await applyShard(shardOf(env, shard), platform);
}

async function applyShard(db: Db, platform: Db): Promise<void> {
  for (let after: readonly [string, string] = ["", ""]; ;) {
    const { results } = await prepare(db, PENDING, ...after).all<Told>();
    const known = results.filter(({ slug }) => slug !== null);
    if (known.length > 0) await prepare(platform, APPLY, JSON.stringify(known)).run();
    const last = results.at(-1);
    if (!last || results.length < A_BATCH) return;
    after = [last.builder_id, last.id];
  }
}
