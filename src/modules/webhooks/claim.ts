import { prepare } from "#db/client";
import type { Bindings, DueDelivery } from "../../bindings";
import type { Db } from "#db/client";
import type { Lane } from "./enqueue";
import { type OpenCredentials, openCredentials } from "./open-credentials";

/** How long a claimed attempt is left alone: the timeout of a request, and time to write down how it went. */
export const LEASE_MS = 30_000;

export type Target = {
  id: string;
  builderId: string;
  url: string;
  environment: "live" | "sandbox";
  lane: Lane;
  failureCount: number;
  fastStreak: number;
  secrets: readonly string[];
  headers: Readonly<Record<string, string>>;
};

export type Claimed = {
  shard: number;
  eventId: string;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** Failed attempts of the running schedule. */
  failures: number;
  event: {
    id: string;
    type: string;
    data: string;
    previous_attributes: string | null;
    created_at: number;
    test_of: string | null;
  };
  target: Target;
};

const KEYS = "(select value->>0, value->>1 from json_each(?1))";

/** What of an event and of a subscription it takes to send, as JSON beside the delivery: one statement claims and reads. */
const EVENT = `(select json_array(e.type, e.data, e.previous_attributes, e.created_at, e.test_of) from events e
 where e.builder_id = webhook_deliveries.builder_id and e.id = webhook_deliveries.event_id)`;
const TARGET = `(select json_array(s.version, s.url, s.environment, s.lane, s.failure_count, s.fast_streak, s.headers_sealed) from webhook_subscriptions s
 where s.builder_id = webhook_deliveries.builder_id and s.id = webhook_deliveries.subscription_id)`;

/** Only who names the present number of attempts gets the next one, so none is made twice. */
const CLAIMABLE = `(subscription_id, event_id, attempt_count) in (select value->>0, value->>1, value->>2 from json_each(?1)) and status = 'pending'
 and exists (select 1 from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id
  and s.id = webhook_deliveries.subscription_id and s.is_active = 1 and (s.lane = ?3 or ?3 = 'slow'))`;

const CLAIM = `update webhook_deliveries set attempt_count = attempt_count + 1, lease_until = ?2, started_at = ?2 - ${LEASE_MS}, duration_ms = null,
 request_headers = null, response_headers = null, response_body = null, error = null where ${CLAIMABLE}
 returning subscription_id, event_id, builder_id, attempt_count, failure_count, ${EVENT} as event, ${TARGET} as target`;

/** The attempt before makes room for the one that is claimed. */
const MOVE = `insert into webhook_attempts
 (subscription_id, event_id, number, started_at, duration_ms, request_headers, response_status, response_headers, response_body, error)
 select subscription_id, event_id, attempt_count, started_at, duration_ms, request_headers, iif(duration_ms is null, null, response_status),
 response_headers, response_body, error from webhook_deliveries
 where ?2 > 0 and started_at is not null and ${CLAIMABLE} on conflict do nothing`;

/** An attempt that is under way ends first. */
const HOLD = `update webhook_deliveries set status = 'held', next_retry_at = null, lease_until = null
 where (subscription_id, event_id) in ${KEYS} and status = 'pending' and (lease_until is null or lease_until <= ?2)
 and exists (select 1 from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id
  and s.id = webhook_deliveries.subscription_id and s.is_active = 0)`;

/** Keeps an attempt that had to wait for its turn, unless it has been taken for lost. */
const RENEW = `update webhook_deliveries set lease_until = ?4 where subscription_id = ?1 and event_id = ?2
 and attempt_count = ?3 and status = 'pending' and lease_until is not null`;

const LEFT = `select d.subscription_id, d.event_id, d.attempt_count, s.is_active, s.lane
 from webhook_deliveries d join webhook_subscriptions s on s.builder_id = d.builder_id and s.id = d.subscription_id
 where (d.subscription_id, d.event_id) in ${KEYS} and d.status = 'pending'`;

type Key = { subscription_id: string; event_id: string };
type Won = Key & {
  builder_id: string;
  attempt_count: number;
  failure_count: number;
  event: string | null;
  target: string | null;
};
type Left = Key & { attempt_count: number; is_active: number; lane: Lane };

/**
 * Claims the next attempt of each delivery and reads all that sending it takes, in one statement.
 * Deliveries of a subscription that is off become held; those of another lane are given back to be forwarded.
 */
export async function claim(
  env: Bindings,
  db: Db,
  shard: number,
  lane: Lane,
  due: readonly DueDelivery[],
  now: number,
): Promise<{ claimed: Claimed[]; elsewhere: DueDelivery[] }> {
  const keys = JSON.stringify(due.map(({ subscriptionId, eventId, attempt }) => [subscriptionId, eventId, attempt]));
  const taking = prepare(db, CLAIM, keys, now + LEASE_MS, lane);
  const again = due.some(({ attempt }) => attempt > 0);
  const results = again
    ? await db.$client.batch<Won>([prepare(db, MOVE, keys, now, lane), taking])
    : [await taking.all<Won>()];
  const won = results.at(-1)?.results ?? [];
  return {
    claimed: await toClaimed(env, db, shard, won, now),
    elsewhere: won.length < due.length ? await leave(db, lane, due, won, now) : [],
  };
}

/** What becomes of deliveries whose attempt was not claimed. @returns those that another lane is to take */
async function leave(
  db: Db,
  lane: Lane,
  due: readonly DueDelivery[],
  won: readonly Key[],
  now: number,
): Promise<DueDelivery[]> {
  const taken = new Set(won.map(nameOf));
  const others = due.filter(({ subscriptionId, eventId }) => !taken.has(`${subscriptionId} ${eventId}`));
  const keys = JSON.stringify(others.map(({ subscriptionId, eventId }) => [subscriptionId, eventId]));
  const { results } = await prepare(db, LEFT, keys).all<Left>();
  if (results.some((row) => row.is_active === 0)) await prepare(db, HOLD, keys, now).run();
  const left = new Map(results.map((row) => [nameOf(row), row]));
  return others.filter(({ subscriptionId, eventId, attempt }) => {
    const row = left.get(`${subscriptionId} ${eventId}`);
    return row && row.is_active === 1 && row.lane !== lane && row.attempt_count === attempt;
  });
}

/** @returns whether the attempt is still the caller's to make */
export async function renew(db: Db, { target, eventId, attempt }: Claimed, now: number): Promise<boolean> {
  const { meta } = await prepare(db, RENEW, target.id, eventId, attempt, now + LEASE_MS).run();
  return meta.changes === 1;
}

const nameOf = (row: Key): string => `${row.subscription_id} ${row.event_id}`;

type EventParts = [string, string, string | null, number, string | null];
type TargetParts = [number, string, "live" | "sandbox", Lane, number, number, string | null];

async function toClaimed(env: Bindings, db: Db, shard: number, won: readonly Won[], now: number): Promise<Claimed[]> {
  const parts = new Map<string, { builderId: string; parts: TargetParts }>();
  for (const { subscription_id: id, builder_id: builderId, target } of won)
    if (target !== null && !parts.has(id)) parts.set(id, { builderId, parts: JSON.parse(target) as TargetParts });
  const sealed = [...parts].map(([id, { parts: of }]) => ({
    subscription_id: id,
    version: of[0],
    headers_sealed: of[6],
  }));
  const credentials = await openCredentials(env, db, sealed, now);
  const targets = new Map(
    [...parts].map(([id, { builderId, parts: of }]) => [id, toTarget(id, builderId, of, credentials.get(id))]),
  );
  return won.flatMap((row) => {
    const target = targets.get(row.subscription_id);
    if (!target || row.event === null) return [];
    const [type, data, previous_attributes, created_at, test_of] = JSON.parse(row.event) as EventParts;
    return [
      {
        shard,
        eventId: row.event_id,
        attempt: row.attempt_count,
        failures: row.failure_count,
        event: { id: row.event_id, type, data, previous_attributes, created_at, test_of },
        target,
      },
    ];
  });
}

const toTarget = (
  id: string,
  builderId: string,
  [, url, environment, lane, failureCount, fastStreak]: TargetParts,
  credentials: OpenCredentials | undefined,
): Target => ({
  id,
  builderId,
  url,
  environment,
  lane,
  failureCount,
  fastStreak,
  secrets: credentials?.secrets ?? [],
  headers: credentials?.headers ?? {},
});
