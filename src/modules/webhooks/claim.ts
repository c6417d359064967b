import { prepare } from "#db/client";
import { unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import type { Bindings, DeliveryMessage } from "../../bindings";
import type { Db } from "#db/client";
import type { Lane } from "./enqueue";
import { openHeaders } from "./subscription-store";

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

const HOLD = `update webhook_deliveries set status = 'held', next_retry_at = null, lease_until = null
 where (subscription_id, event_id) in ${KEYS} and status = 'pending'
 and exists (select 1 from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id
  and s.id = webhook_deliveries.subscription_id and s.is_active = 0)`;

const READ = `select d.subscription_id, d.event_id, d.status, d.attempt_count, d.failure_count, e.type, e.data, e.previous_attributes,
 e.created_at, e.test_of, s.builder_id, s.url, s.environment, s.lane, s.failure_count as subscription_failures, s.fast_streak, s.headers_sealed
 from webhook_deliveries d join events e on e.builder_id = d.builder_id and e.id = d.event_id
 join webhook_subscriptions s on s.builder_id = d.builder_id and s.id = d.subscription_id
 where (d.subscription_id, d.event_id) in ${KEYS}`;

const SECRETS = `select subscription_id, id, secret_sealed from webhook_secrets
 where subscription_id in (select value->>0 from json_each(?1)) and (expires_at is null or expires_at > ?2) order by id desc`;

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
  url: string;
  environment: "live" | "sandbox";
  lane: Lane;
  subscription_failures: number;
  fast_streak: number;
  headers_sealed: string | null;
};
type SecretRow = { subscription_id: string; id: string; secret_sealed: string };

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
  const results = await db.$client.batch([
    prepare(db, CLAIM, keys, now + LEASE_MS, lane),
    prepare(db, HOLD, keys),
    prepare(db, READ, keys),
    prepare(db, SECRETS, keys, now),
  ]);
  const won = new Set(((results[0]?.results ?? []) as Row[]).map(nameOf));
  const rows = (results[2]?.results ?? []) as Row[];
  const secrets = Map.groupBy((results[3]?.results ?? []) as SecretRow[], ({ subscription_id: id }) => id);
  const targets = new Map<string, Promise<Target>>();
  const claimed = rows
    .filter((row) => won.has(nameOf(row)))
    .map(async (row) => {
      const target = targets.get(row.subscription_id) ?? toTarget(env, row, secrets.get(row.subscription_id) ?? []);
      targets.set(row.subscription_id, target);
      return toClaimed(shard, row, await target);
    });
  const attempts = new Map(messages.map((message) => [`${message.subscriptionId} ${message.eventId}`, message]));
  const elsewhere = rows.flatMap((row) => {
    const message = attempts.get(nameOf(row));
    const moved =
      !won.has(nameOf(row)) && row.status === "pending" && row.lane !== lane && message?.attempt === row.attempt_count;
    return moved && message ? [message] : [];
  });
  return { claimed: await Promise.all(claimed), elsewhere };
}

const nameOf = (row: { subscription_id: string; event_id: string }): string => `${row.subscription_id} ${row.event_id}`;

async function toTarget(env: Bindings, row: Row, secrets: readonly SecretRow[]): Promise<Target> {
  const keyring = await keyringOf(env.ENCRYPTION_KEYS);
  return {
    id: row.subscription_id,
    builderId: row.builder_id,
    url: row.url,
    environment: row.environment,
    lane: row.lane,
    failureCount: row.subscription_failures,
    fastStreak: row.fast_streak,
    secrets: await Promise.all(secrets.map(({ id, secret_sealed: sealed }) => unseal(keyring, sealed, id))),
    headers: await openHeaders(env.ENCRYPTION_KEYS, { id: row.subscription_id, headers_sealed: row.headers_sealed }),
  };
}

const toClaimed = (shard: number, row: Row, target: Target): Claimed => ({
  shard,
  eventId: row.event_id,
  attempt: row.attempt_count,
  failures: row.failure_count,
  event: {
    id: row.event_id,
    type: row.type,
    data: row.data,
    previous_attributes: row.previous_attributes,
    created_at: row.created_at,
    test_of: row.test_of,
  },
  target,
});
