import { log } from "#lib/log";
import { purgeOauth as purgeBatch } from "#modules/oauth";
import type { Bindings } from "../bindings";
import { platformOf } from "../context";

/** Batches in one run; what is left goes with the next. */
const MOST_BATCHES = 100;

/** Deletes what the OAuth provider no longer needs. */
export async function purgeOauth(env: Bindings, now: number): Promise<void> {
  let deleted = 0;
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    const count = await purgeBatch(platformOf(env), now);
    deleted += count;
    if (count === 0) break;
  }
  if (deleted > 0) log("info", "purged", { what: "oauth", deleted });
}
