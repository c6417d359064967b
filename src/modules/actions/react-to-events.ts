import { type Db, prepare } from "#db/client";
import { connectors } from "#connectors";
import type { Events, Reaction } from "#connectors/sdk";
import { canonicalJson } from "#lib/canonical-json";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { actionOperations } from "#models";
import { loadVersion } from "#modules/installs";
import type { ActionMessage, Bindings, EventMessage } from "../../bindings";
import { shardOf } from "../../context";
import { PATIENCE_MS } from "./request-action";
import { REACTION } from "./store";

/** Events that are read at once. */
const A_BATCH = 200;
/** Actions for one event. */
const MOST_REACTIONS = 50;
const A_SEND = 100;
/** A longer wait is left to the job that looks for what is due. */
const LONGEST_DELAY_S = 3600;

/** Installs that act on events, of these builders. What needs attention may be put right within a day, and then goes on. */
const LISTENERS = `select i.builder_id, i.id, i.slug, i.connector_version, i.config from installs i indexed by installs_slug
 where i.builder_id in (select value from json_each(?1)) and i.slug in (select value from json_each(?2))
 and i.status in ('active', 'needs_attention')`;

type Listener = { builder_id: string; id: string; slug: string; connector_version: string; config: string };

const PENDING = `select builder_id, id, type, data, previous_attributes from events
 where builder_id = ?1 and id in (select value from json_each(?2)) and pending_since is not null and test_of is null order by id`;

type EventRow = { builder_id: string; id: string; type: string; data: string; previous_attributes: string | null };

/** When the newest request of an install is due; those that are made for events come after it. */
const LAST = `select next_attempt_at as at from action_requests where builder_id = ?1 and install_id = ?2 order by id desc limit 1`;

const INSERT = `insert into action_requests (builder_id, install_id, id, action, key, input_hash, input, status, attempts,
 next_attempt_at, expires_at, created_at, updated_at)
 select ?1, ?2, value->>'$.id', value->>'$.action', value->>'$.key', value->>'$.hash', value->>'$.input', 'pending', 0,
 value->>'$.at', value->>'$.at' + ${PATIENCE_MS}, ?3, ?3 from json_each(?4) where true
 on conflict do nothing returning id, next_attempt_at as at`;

/** Slugs of the connectors that act on events. */
async function listening(): Promise<string[]> {
  const manifests = await Promise.all(Object.values(connectors).map(({ manifest }) => manifest()));
  return manifests.filter(({ events }) => events !== undefined).map(({ slug }) => slug);
}

/**
 * Requests the actions that integrations want done for pending events, one for each event and place however often the
 * messages come. To be done before the fan-out of the same messages, which ends their being pending. A builder without
 * such an integration costs one look-up.
 */
export async function reactToEvents(env: Bindings, messages: readonly EventMessage[], now: number): Promise<void> {
  const slugs = JSON.stringify(await listening());
  for (const [shard, ofShard] of Map.groupBy(messages, (message) => message.shard)) {
    const db = shardOf(env, shard);
    const builders = JSON.stringify([...new Set(ofShard.map(({ builderId }) => builderId))]);
    const { results: listeners } = await prepare(db, LISTENERS, builders, slugs).all<Listener>();
    for (const listener of listeners) {
      const ids = ofShard.flatMap((one) => (one.builderId === listener.builder_id ? one.eventIds : []));
      for (let at = 0; at < ids.length; at += A_BATCH)
        await react(env, { shard, db, listener, now }, ids.slice(at, at + A_BATCH));
    }
  }
}

type Work = { shard: number; db: Db; listener: Listener; now: number };

async function react(env: Bindings, work: Work, ids: readonly string[]): Promise<void> {
  const { db, listener, now } = work;
  const events = await eventsFor(listener);
  if (!events) return;
  const key = [listener.builder_id, listener.id] as const;
  const { results } = await prepare(db, PENDING, listener.builder_id, JSON.stringify(ids)).all<EventRow>();
  const wanted = results.flatMap((row) => reactionsTo(row, listener, events));
  if (wanted.length === 0) return;
  const last = (await prepare(db, LAST, ...key).first<{ at: number | null }>())?.at ?? null;
  const first = last === null ? now : Math.max(now, last + events.pauseMs);
  const rows = await Promise.all(
    wanted.map(async ({ input, ...row }, index) => {
      const text = canonicalJson(input);
      return { ...row, id: newId(now), input: text, hash: await sha256Hex(text), at: first + index * events.pauseMs };
    }),
  );
  const made = await prepare(db, INSERT, ...key, now, JSON.stringify(rows)).all<{ id: string; at: number }>();
  await enqueue(env, work, made.results);
}

/** What the install's version does for events. One that cannot be loaded any more does nothing. */
async function eventsFor({ slug, connector_version: name, id }: Listener): Promise<Events<unknown> | undefined> {
  try {
    return (await loadVersion(slug, name)).events as Events<unknown> | undefined;
  } catch (error) {
    log("error", "events not heard", { slug, install: id, ...describe(error) });
    return undefined;
  }
}

type Wanted = { action: string; key: string; input: unknown };

/** A connector that fails at an event, or asks for what its action does not take, loses this event and no other. */
function reactionsTo(row: EventRow, { id: install, slug, config }: Listener, events: Events<unknown>): Wanted[] {
  const event = {
    id: row.id,
    type: row.type,
    data: JSON.parse(row.data) as Record<string, unknown>,
    previous: JSON.parse(row.previous_attributes ?? "{}") as Record<string, unknown>,
  };
  try {
    const reactions: readonly Reaction[] = events.react(event, { config: JSON.parse(config) as unknown });
    return reactions.slice(0, MOST_REACTIONS).map(({ action, key, input }) => ({
      action,
      key: `${REACTION}${row.id}:${key}`,
      input: actionOperations[action].input().parse(input),
    }));
  } catch (error) {
    log("error", "event not reacted to", { slug, install, event: row.id, ...describe(error) });
    return [];
  }
}

/** A message that is lost costs a minute: when the request is due stands in the database. */
async function enqueue(env: Bindings, work: Work, made: readonly { id: string; at: number }[]): Promise<void> {
  const { shard, listener, now } = work;
  const messages = made.flatMap(({ id, at }): MessageSendRequest<ActionMessage>[] => {
    const delaySeconds = Math.ceil((at - now) / 1000);
    if (delaySeconds > LONGEST_DELAY_S) return [];
    return [{ body: { shard, builderId: listener.builder_id, installId: listener.id, requestId: id }, delaySeconds }];
  });
  for (let at = 0; at < messages.length; at += A_SEND) {
    await env.ACTIONS.sendBatch(messages.slice(at, at + A_SEND)).catch((error: unknown) =>
      log("warn", "actions not enqueued", { install: listener.id, ...describe(error) }),
    );
  }
}
