import { settleIncidents } from "#modules/integration-switches";
import { sendNotices } from "#modules/incident-notices";
import type { Bindings } from "../bindings";
import { platformOf } from "../context";

/** Builders hear of an incident at once, not at the next full minute. */
const EVERY_MS = 10_000;
const PASSES = 6;

/** Tells of incidents, and ends those that are over. */
export async function watchIncidents(env: Bindings): Promise<void> {
  await settleIncidents({ platform: platformOf(env), env, now: Date.now() });
  for (let pass = 0; pass < PASSES; pass += 1) {
    if (pass > 0) await scheduler.wait(EVERY_MS);
    await sendNotices(env, Date.now());
  }
}
