import { prepare } from "#db/client";
import type { Bindings, DeliveryMessage } from "../../bindings";
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

/** Only the message that names the present number of attempts gets the next one, so none is made twice. */
const CLAIM = `update webhook_deliveries set attempt_count = attempt_count + 1, lease_until = ?2
 where (subscription_id, event_id, attempt_count) in (select value->>0, value->>1, value->>2 from json_each(?1)) and status = 'pending'
 and exists (select 1 from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id
  and s.id = webhook_deliveries.subscription_id and s.is_active = 1 and (s.lane = ?3 or ?3 = 'slow'))
 returning subscription_id, event_id, attempt_count`;

/** An attempt that is under way ends first. */
const HOLD = `update webhook_deliveries set status = 'held', next_retry_at = null, lease_until = null
 where (subscription_id, event_id) in ${KEYS} and status = 'pending' and (lease_until is null or lease_until <= ?2)
 and exists (select 1 from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id
  and s.id = webhook_deliveries.subscription_id and s.is_active = 0)`;

/** Keeps an attempt that had to wait for its turn, unless it has been taken for lost. */
const RENEW = `update webhook_deliveries set lease_until = ?4 where subscription_id = ?1 and event_id = ?2
 and attempt_count = ?3 and status = 'pending' and lease_until is not null`;

const READ = `select d.subscription_id, d.event_id, d.status, d.attempt_count, d.failure_count, e.type, e.data, e.previous_attributes,
 e.created_at, e.test_of, s.builder_id, s.is_active, s.version, s.url, s.environment, s.lane, s.failure_count as subscription_failures, s.fast_streak, s.headers_sealed
 from webhook_deliveries d join events e on e.builder_id = d.builder_id and e.id = d.event_id
 join webhook_subscriptions s on s.builder_id = d.builder_id and s.id = d.subscription_id
 where (d.subscription_id, d.event_id) in ${KEYS}`;

type Row = {
  subscription_id: string;
  event_id: string;
  status: string;
  attempt_count: number;
  failure_count: number;
  type: string;
  data: string;
  previous_attributes: string | null;
  created_at: number;
  test_of: string | null;
  builder_id: string;
  is_active: number;
  version: number;
  url: string;
  environment: "live" | "sandbox";
  lane: Lane;
  subscription_failures: number;
  fast_streak: number;
  headers_sealed: string | null;
};

/**
 * Claims the next attempt of each message's delivery and reads all that sending it takes, in one round trip.
 * Deliveries of a subscription that is off become held; those of another lane are given back to be forwarded.
 */
export async function claim(
  env: Bindings,
  db: Db,
  shard: number,
  lane: Lane,
  messages: readonly DeliveryMessage[],
  now: number,
): Promise<{ claimed: Claimed[]; elsewhere: DeliveryMessage[] }> {
  const keys = JSON.stringify(
    messages.map(({ subscriptionId, eventId, attempt }) => [subscriptionId, eventId, attempt]),
  );
  const [taken, read] = await db.$client.batch<Row>([
    prepare(db, CLAIM, keys, now + LEASE_MS, lane),
    prepare(db, READ, keys),
  ]);
  const won = new Set((taken?.results ?? []).map(nameOf));
  const rows = read?.results ?? [];
  const left = rows.filter((row) => !won.has(nameOf(row)) && row.status === "pending");
  if (left.some((row) => row.is_active === 0)) await prepare(db, HOLD, keys, now).run();
  return {
    claimed: await toClaimed(
      env,
      db,
      shard,
      rows.filter((row) => won.has(nameOf(row))),
      now,
    ),
    elsewhere: left.flatMap((row) => {
      const message = messages.find(({ subscriptionId, eventId }) => nameOf(row) === `${subscriptionId} ${eventId}`);
      const moved = row.is_active === 1 && row.lane !== lane && message?.attempt === row.attempt_count;
      return moved ? [message] : [];
    }),
  };
}

/** @returns whether the attempt is still the caller's to make */
export async function renew(db: Db, { target, eventId, attempt }: Claimed, now: number): Promise<boolean> {
  const { meta } = await prepare(db, RENEW, target.id, eventId, attempt, now + LEASE_MS).run();
  return meta.changes === 1;
}

const nameOf = (row: { subscription_id: string; event_id: string }): string => `${row.subscription_id} ${row.event_id}`;

async function toClaimed(env: Bindings, db: Db, shard: number, rows: readonly Row[], now: number): Promise<Claimed[]> {
  const credentials = await openCredentials(env, db, rows, now);
  const targets = new Map(
    rows.map((row) => [row.subscription_id, toTarget(row, credentials.get(row.subscription_id))]),
  );
  return rows.flatMap((row) => {
    const target = targets.get(row.subscription_id);
    if (!target) return [];
    const { type, data, previous_attributes, created_at, test_of } = row;
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

const toTarget = (row: Row, credentials: OpenCredentials | undefined): Target => ({
  id: row.subscription_id,
  builderId: row.builder_id,
  url: row.url,
  environment: row.environment,
  lane: row.lane,
  failureCount: row.subscription_failures,
  fastStreak: row.fast_streak,
  secrets: credentials?.secrets ?? [],
  headers: credentials?.headers ?? {},
});
