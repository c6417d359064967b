import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import { newWebhookSecret } from "#lib/webhook-signature";
import { isEventType } from "#models";
import { refuseFlood } from "#modules/access";
import { createResolver, post, refusal, requestOf, sampleEvent } from "#modules/webhooks";
import type { UserContext } from "../../context";
import { type Fault, invalid } from "../../errors";
import { findApp } from "./store";

export type WebhookTest = {
  event_type: string;
  url: string;
  /** `whsec_…` that the receiver knows; a new one is made without it. */
  secret?: string | undefined;
  /** Also sends the event with a signature that is wrong, and expects it to be refused. */
  check_verification?: boolean | undefined;
  /** The application whose receiver this is: what its check finds counts for the review. */
  application_id?: string | undefined;
};

type Exchange = {
  request: { method: "POST"; url: string; headers: Record<string, string>; body: string };
  response: {
    status: number;
    headers: Record<string, string>;
    body: string;
    duration_ms: number;
  } | null;
  /** Why there is no answer, or why the answer is no success. */
  error: string | null;
};

export type WebhookTestResult = Exchange & {
  signature: { secret: string; id: string; timestamp: number; signed_content: string; header: string };
  verification:
    | (Exchange & {
        passed: boolean;
        accepted_right_signature: boolean;
        refused_wrong_signature: boolean;
      })
    | null;
};

const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/u;

function refuseBadTest(test: WebhookTest): void {
  const faults: Fault[] = [];
  if (!isEventType(test.event_type)) {
    const detail = `${test.event_type} is not an event type; GET /api/v1/event-types lists them.`;
    faults.push({ pointer: "/event_type", detail });
  }
  if (test.secret !== undefined && !isSecret(test.secret))
    faults.push({ pointer: "/secret", detail: "A secret is whsec_ and the base64 of 24 to 64 bytes." });
  if (faults.length > 0) throw invalid(faults);
}

function isSecret(secret: string): boolean {
  if (!SECRET.test(secret) || (secret.length - 6) % 4 !== 0) return false;
  const padding = /=*$/u.exec(secret)?.[0].length ?? 0;
  const bytes = ((secret.length - 6) / 4) * 3 - padding;
  return bytes >= 24 && bytes <= 64;
}

/** Tests of one developer in a minute: a tester must not become a way to flood someone. */
const TESTS_A_MINUTE = 30;

/**
 * Sends a sample event of the catalogue to a URL, signed as a delivery is (Standard Webhooks), and tells what was sent and
 * answered. It takes the way of every delivery: the same guard of addresses, the same timeout, the same bytes.
 * @throws DomainError invalid_request for an unknown type, a malformed secret or an address that is refused
 */
export async function testWebhook(ctx: UserContext, test: WebhookTest): Promise<WebhookTestResult> {
  refuseBadTest(test);
  if (test.application_id !== undefined) await findApp(ctx, test.application_id);
  const flood = { purpose: "webhook-test", of: ctx.user.id, limit: TESTS_A_MINUTE, noun: "tests" };
  await refuseFlood(ctx.env, flood, ctx.now);
  const refused = await refusal(ctx.env, test.url, createResolver(ctx.env));
  if (refused !== undefined) throw invalid([{ pointer: "/url", detail: refused }]);
  const secret = test.secret ?? newWebhookSecret();
  const sent = await signed(ctx, test, secret);
  const right = await exchange(ctx, test.url, sent.headers, sent.body);
  const timestamp = Number(sent.headers["webhook-timestamp"]);
  const result: WebhookTestResult = {
    ...right,
    signature: {
      secret,
      id: sent.id,
      timestamp,
      signed_content: `${sent.id}.${timestamp}.${sent.body}`,
      header: sent.headers["webhook-signature"] ?? "",
    },
    verification: null,
  };
  if (test.check_verification !== true) return result;
  const verification = await checkVerification(ctx, test, right);
  if (test.application_id !== undefined) await remember(ctx, test.application_id, test.url, right, verification);
  return { ...result, verification };
}

async function signed(ctx: UserContext, test: WebhookTest, secret: string) {
  const { data, previous_attributes: previous } = sampleEvent(test.event_type);
  const id = newId(ctx.now);
  const event = {
    id,
    type: test.event_type,
    data: JSON.stringify(data),
    previous_attributes: previous ? JSON.stringify(previous) : null,
    created_at: ctx.now,
    test_of: "webhook-test",
  };
  const { headers, body } = await requestOf(
    { event },
    { environment: "sandbox", headers: {}, secrets: [secret] },
    ctx.now,
  );
  return { id, headers, body };
}

async function exchange(
  ctx: UserContext,
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<Exchange> {
  const outcome = await post(url, headers, body, Date.now());
  const request = { method: "POST" as const, url, headers, body };
  if (!("status" in outcome) || outcome.status === undefined)
    return { request, response: null, error: outcome.error ?? "The receiver did not answer." };
  const { status, responseHeaders, responseBody, durationMs, error } = outcome;
  return {
    request,
    response: { status, headers: responseHeaders, body: responseBody, duration_ms: durationMs },
    error,
  };
}

/** The same event, signed with a secret that nobody knows: who verifies signatures answers with 4xx. */
async function checkVerification(ctx: UserContext, test: WebhookTest, right: Exchange) {
  const forged = await signed(ctx, test, newWebhookSecret());
  const wrong = await exchange(ctx, test.url, forged.headers, forged.body);
  const status = wrong.response?.status ?? 0;
  const accepted = right.error === null;
  const refusedIt = status >= 400 && status < 500;
  return {
    ...wrong,
    passed: accepted && refusedIt,
    accepted_right_signature: accepted,
    refused_wrong_signature: refusedIt,
  };
}

const REMEMBER = `insert into app_webhook_tests (application_id, url, passed, detail, tested_at) values (?1, ?2, ?3, ?4, ?5)
 on conflict (application_id) do update set url = excluded.url, passed = excluded.passed, detail = excluded.detail, tested_at = excluded.tested_at`;

async function remember(
  ctx: UserContext,
  applicationId: string,
  url: string,
  right: Exchange,
  wrong: Exchange & { passed: boolean },
): Promise<void> {
  const detail = { right: right.response?.status ?? null, wrong: wrong.response?.status ?? null };
  await prepare(
    ctx.platform,
    REMEMBER,
    applicationId,
    url,
    wrong.passed ? 1 : 0,
    JSON.stringify(detail),
    ctx.now,
  ).run();
}

export type WebhookTestRecord = { url: string; passed: boolean; testedAt: number };

export async function lastWebhookTest(
  ctx: Pick<UserContext, "platform">,
  applicationId: string,
): Promise<WebhookTestRecord | undefined> {
  const row = await prepare(
    ctx.platform,
    "select url, passed, tested_at from app_webhook_tests where application_id = ?1",
    applicationId,
  ).first<{ url: string; passed: number; tested_at: number }>();
  return row ? { url: row.url, passed: row.passed === 1, testedAt: row.tested_at } : undefined;
}
