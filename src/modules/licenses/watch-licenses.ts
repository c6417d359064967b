import { commit, LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { dayInWords } from "#lib/local-time";
import { describe, log } from "#lib/log";
import { notify } from "#modules/notifications";
import { suspendedBuilders } from "#modules/suspensions";
import type { Bindings } from "../../bindings";
import { type Context, createContext, type Environment, SHARD_COUNT, shardOf } from "../../context";
import { DomainError } from "../../errors";
import { alertAfter, daysLeft } from "./alerts";
import { expiringEvent } from "./license-events";
import { selectChecks } from "./store";
import { findVendor } from "./vendor";
import { DAY_MS, verifyLicense } from "./verify-license";

/** Of one pass on each shard; a day has 1440. */
const MOST_CHECKS = 20;
const MOST_ALERTS = 200;
const RETRY_MS = 3_600_000;

type Due = { builder_id: string; vendor_id: string; environment: Environment };

const CHECKS_DUE = `select builder_id, vendor_id, environment, next_check_at from license_watches where next_check_at <= ?1
 and builder_id not in (select value from json_each(?2)) order by next_check_at limit ${MOST_CHECKS}`;
const ALERTS_DUE = `select builder_id, vendor_id, environment, expires_on, next_alert_at from license_watches
 where next_alert_at <= ?1 and builder_id not in (select value from json_each(?2)) order by next_alert_at limit ${MOST_ALERTS}`;

/** Looks up the licenses that are due, and tells of those that end soon. */
export async function watchLicenses(env: Bindings, now: number): Promise<void> {
  const idle = await suspendedBuilders(env);
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const db = shardOf(env, shard);
    const contextOf = (due: Due): Context =>
      createContext(
        env,
        // The events of these jobs are found by the sweep; nothing has to wait for more.
        { waitUntil: () => undefined },
        { builderId: due.builder_id, shard, environment: due.environment, plan: "" },
        { type: "system", job: "licenses" },
        now,
      );
    const { results: checks } = await prepare(db, CHECKS_DUE, now, idle).all<DueCheck>();
    for (const due of checks) await checkAgain(contextOf(due), due);
    const { results: alerts } = await prepare(db, ALERTS_DUE, now, idle).all<Ending>();
    for (const due of alerts) await tellOrLog(contextOf(due), due);
  }
}

type DueCheck = Due & { next_check_at: number };

const CLAIM =
  "update license_watches set next_check_at = ?4 where builder_id = ?1 and vendor_id = ?2 and next_check_at = ?3";
const POSTPONE = "update license_watches set next_check_at = ?3 where builder_id = ?1 and vendor_id = ?2";

/**
 * Of two passes at the same time, one looks. What fails is tried again: within the hour when the other side is away,
 * tomorrow when a person has to act.
 */
async function checkAgain(ctx: Context, { vendor_id: vendorId, next_check_at: dueAt }: DueCheck): Promise<void> {
  const claim = prepare(ctx.db, CLAIM, ctx.builderId, vendorId, dueAt, ctx.now + RETRY_MS);
  if ((await claim.run()).meta.changes === 0) return;
  try {
    await verifyLicense(ctx, vendorId);
  } catch (error) {
    // What the vendor's number says may be refused too.
    const isForPeople = error instanceof DomainError && ["invalid_state", "invalid_request"].includes(error.code);
    if (isForPeople) await prepare(ctx.db, POSTPONE, ctx.builderId, vendorId, ctx.now + DAY_MS).run();
    else log("warn", "license not looked up", { vendor_id: vendorId, ...describe(error) });
  }
}

type Ending = Due & { expires_on: string; next_alert_at: number };

const TOLD =
  "update license_watches set next_alert_at = ?4 where builder_id = ?1 and vendor_id = ?2 and next_alert_at = ?3";

/** When one that could not be told is tried again: behind those that are due, so that many such hold up no other. */
const AGAIN_MS = 900_000;

/** One that cannot be told is tried again later, and takes no other with it. */
async function tellOrLog(ctx: Context, due: Ending): Promise<void> {
  const failed = (what: string) => (error: unknown) =>
    log("error", what, { vendor_id: due.vendor_id, ...describe(error) });
  try {
    await tell(ctx, due);
  } catch (error) {
    failed("end of a license not told")(error);
    const { builderId, db, now } = ctx;
    const later = prepare(db, TOLD, builderId, due.vendor_id, due.next_alert_at, now + AGAIN_MS);
    await later.run().catch(failed("end of a license not put off"));
  }
}

/**
 * Tells once: of two passes at the same time, one loses the race. A license that has ended meanwhile is not told of, nor one
 * that the vendor has no more.
 */
async function tell(ctx: Context, due: Ending): Promise<void> {
  const vendor = await findVendor(ctx, due.vendor_id);
  const { name, state, number } = vendor;
  const [latest] = await selectChecks(ctx, due.vendor_id, 1);
  const next = alertAfter(due.expires_on, ctx.now);
  const told = prepare(ctx.db, TOLD, ctx.builderId, due.vendor_id, due.next_alert_at, next);
  const days = daysLeft(due.expires_on, ctx.now);
  const isMoot = days < 0 || latest?.state !== state || latest.number !== number;
  const notice = notify(ctx, {
    kind: "license_expiring",
    title: `The license of ${name} ends ${days === 0 ? "today" : `in ${days} ${days === 1 ? "day" : "days"}`}`,
    body: `${state ?? ""} ${number ?? ""} is valid until ${dayInWords(due.expires_on)}. Ask for the renewal before work goes on.`.trim(),
    objectId: due.vendor_id,
  });
  try {
    await commit(ctx, {
      writes: [...mustChange(ctx.db, told), ...(isMoot ? [] : [notice])],
      events: isMoot ? [] : [expiringEvent(vendor, due.expires_on, ctx.now)],
      result: undefined,
    });
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
  }
}
