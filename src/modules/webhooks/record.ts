import { type Db, prepare } from "#db/client";
import type { Claimed } from "./claim";
import type { Outcome } from "./send";
import { laneAfter, type Verdict } from "./verdict";

export type Finished = { claimed: Claimed; outcome: Outcome; verdict: Verdict };

const ROWS = `(select value->>0 as subscription_id, value->>1 as event_id, value->>2 as attempt, value->>3 as started_at,
 value->>4 as duration_ms, value->>5 as request_headers, value->>6 as response_status, value->>7 as response_headers,
 value->>8 as response_body, value->>9 as error, value->>10 as status, value->>11 as failures, value->>12 as next_retry_at,
 value->>13 as delivered_at from json_each(?1)) r`;
const ATTEMPT = `started_at = r.started_at, duration_ms = r.duration_ms, request_headers = r.request_headers,
 response_status = r.response_status, response_headers = r.response_headers, response_body = r.response_body, error = r.error`;
const SAME = (table: string) => `${table}.subscription_id = r.subscription_id and ${table}.event_id = r.event_id`;

const DELIVERIES = `update webhook_deliveries set status = r.status, failure_count = r.failures, next_retry_at = r.next_retry_at,
 lease_until = null, delivered_at = r.delivered_at, ${ATTEMPT} from ${ROWS}
 where ${SAME("webhook_deliveries")} and webhook_deliveries.attempt_count = r.attempt and webhook_deliveries.status = 'pending'`;

/** An attempt that was taken for interrupted meanwhile: its delivery goes its own way, and the log still says how it went. */
const LATE = [
  `update webhook_deliveries set ${ATTEMPT} from ${ROWS} where ${SAME("webhook_deliveries")}
 and webhook_deliveries.attempt_count = r.attempt and webhook_deliveries.duration_ms is null`,
  `update webhook_attempts set ${ATTEMPT} from ${ROWS} where ${SAME("webhook_attempts")}
 and webhook_attempts.number = r.attempt and webhook_attempts.duration_ms is null`,
];

const SUBSCRIPTIONS = `update webhook_subscriptions set failure_count = r.failures, lane = r.lane, fast_streak = r.streak
 from (select value->>0 as builder_id, value->>1 as id, value->>2 as failures, value->>3 as lane, value->>4 as streak from json_each(?1)) r
 where webhook_subscriptions.builder_id = r.builder_id and webhook_subscriptions.id = r.id`;

/** Writes down how attempts went, all of them in one transaction. Written twice it changes nothing. */
export async function record(db: Db, finished: readonly Finished[]): Promise<void> {
  const rows = JSON.stringify(finished.map(toRow));
  const subscriptions = changedSubscriptions(finished);
  const [written] = await db.$client.batch([
    prepare(db, DELIVERIES, rows),
    ...(subscriptions.length > 0 ? [prepare(db, SUBSCRIPTIONS, JSON.stringify(subscriptions))] : []),
  ]);
  if ((written?.meta.changes ?? 0) < finished.length) await db.$client.batch(LATE.map((sql) => prepare(db, sql, rows)));
}

const toRow = ({ claimed, outcome, verdict }: Finished): unknown[] => [
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
  verdict.status,
  verdict.failures,
  verdict.nextRetryAt,
  verdict.status === "delivered" ? outcome.startedAt + outcome.durationMs : null,
];

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
