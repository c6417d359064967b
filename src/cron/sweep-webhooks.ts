import { sweep } from "#modules/webhooks";
import type { Bindings } from "../bindings";

/** Cron has minutes; what a lost message left behind need not wait for a whole one. */
const EVERY_MS = 10_000;
const PASSES = 6;

export async function sweepWebhooks(env: Bindings): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) {
    if (pass > 0) await scheduler.wait(EVERY_MS);
    await sweep(env, Date.now());
  }
}
