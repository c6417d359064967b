import { type Db, prepare } from "#db/client";
import type { Claimed } from "./claim";
import type { Outcome } from "./send";
import { laneAfter, type Verdict } from "./verdict";

export type Finished = { claimed: Claimed; outcome: Outcome; verdict: Verdict };

/** How it went takes the place of the sweep's guess that it was interrupted; of a delivery that is gone nothing is kept. */
const ATTEMPTS = `insert into webhook_attempts
 (subscription_id, event_id, number, started_at, duration_ms, request_headers, response_status, response_headers, response_body, error)
 select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9 from json_each(?1)
 where exists (select 1 from webhook_deliveries d where d.subscription_id = value->>0 and d.event_id = value->>1)
 on conflict do update set started_at = excluded.started_at, duration_ms = excluded.duration_ms, request_headers = excluded.request_headers,
  response_status = excluded.response_status, response_headers = excluded.response_headers, response_body = excluded.response_body,
  error = excluded.error where webhook_attempts.duration_ms is null`;

const DELIVERIES = `update webhook_deliveries set status = r.status, failure_count = r.failures, next_retry_at = r.next_retry_at,
 lease_until = null, response_status = r.response_status, delivered_at = r.delivered_at
 from (select value->>0 as subscription_id, value->>1 as event_id, value->>2 as attempt, value->>3 as status, value->>4 as failures,
  value->>5 as next_retry_at, value->>6 as response_status, value->>7 as delivered_at from json_each(?1)) r
 where webhook_deliveries.subscription_id = r.subscription_id and webhook_deliveries.event_id = r.event_id
 and webhook_deliveries.attempt_count = r.attempt and webhook_deliveries.status = 'pending'`;

const SUBSCRIPTIONS = `update webhook_subscriptions set failure_count = r.failures, lane = r.lane, fast_streak = r.streak
 from (select value->>0 as builder_id, value->>1 as id, value->>2 as failures, value->>3 as lane, value->>4 as streak from json_each(?1)) r
 where webhook_subscriptions.builder_id = r.builder_id and webhook_subscriptions.id = r.id`;

/** Writes down how attempts went, all of them in one transaction. Written twice it changes nothing. */
export async function record(db: Db, finished: readonly Finished[]): Promise<void> {
  const attempts = finished.map(({ claimed, outcome }) => [
    claimed.target.id,
    claimed.eventId,
    claimed.attempt,
    outcome.startedAt,
    outcome.durationMs,
    JSON.stringify(outcome.requestHeaders),
    outcome.status,
    outcome.responseHeaders ? JSON.stringify(outcome.responseHeaders) : null,
    outcome.responseBody,
    outcome.error,
  ]);
  const deliveries = finished.map(({ claimed, outcome, verdict }) => [
    claimed.target.id,
    claimed.eventId,
    claimed.attempt,
    verdict.status,
    verdict.failures,
    verdict.nextRetryAt,
    outcome.status,
    verdict.status === "delivered" ? outcome.startedAt + outcome.durationMs : null,
  ]);
  const subscriptions = changedSubscriptions(finished);
  await db.$client.batch([
    prepare(db, ATTEMPTS, JSON.stringify(attempts)),
    prepare(db, DELIVERIES, JSON.stringify(deliveries)),
    ...(subscriptions.length > 0 ? [prepare(db, SUBSCRIPTIONS, JSON.stringify(subscriptions))] : []),
  ]);
}

/** Most answers change nothing about their subscription, and then nothing is written. */
function changedSubscriptions(finished: readonly Finished[]): unknown[] {
  const rows: unknown[] = [];
  for (const group of Map.groupBy(finished, ({ claimed }) => claimed.target.id).values()) {
    const target = group[0]?.claimed.target;
    if (!target) continue;
    const state = { failures: target.failureCount, lane: target.lane, fastStreak: target.fastStreak };
    for (const { outcome } of group) {
      state.failures = outcome.error === null ? 0 : state.failures + 1;
      Object.assign(state, laneAfter(state, outcome.durationMs));
    }
    // Later attempts of the batch go on from here.
    const same =
      state.failures === target.failureCount && state.lane === target.lane && state.fastStreak === target.fastStreak;
    Object.assign(target, { failureCount: state.failures, lane: state.lane, fastStreak: state.fastStreak });
    if (!same) rows.push([target.builderId, target.id, state.failures, state.lane, state.fastStreak]);
  }
  return rows;
}
