import { log } from "#lib/log";
import { purgeHealth } from "#modules/integration-health";
import { announceAvailable, countAuthorizations } from "#modules/listings";
import { sendDigests } from "#modules/notifications";
import type { Bindings } from "../bindings";
import { platformOf } from "../context";

/** Batches of one run; what is left goes with the next. */
const MOST_BATCHES = 50;

/** Tells followers, every minute. */
export async function announce(env: Bindings, now: number): Promise<void> {
  const told = await announceAvailable(env, now);
  if (told > 0) log("info", "followers told", { told });
}

/** What the directory needs every hour. */
export async function tendDirectory(env: Bindings, now: number): Promise<void> {
  await countAuthorizations(env, now);
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) if ((await purgeHealth(platformOf(env), now)) === 0) break;
}

/** Runs every hour; each person gets one mail a day. */
export async function mailDigests(env: Bindings, now: number): Promise<void> {
  const sent = await sendDigests(env, now);
  if (sent > 0) log("info", "digests mailed", { sent });
}
