import { log } from "#lib/log";
import { endStrayWebhooks as endAll } from "#modules/oauth";
import type { Bindings } from "../bindings";

/** Ends webhooks of applications that nobody lets in any longer, where that did not happen with the authorization. */
export async function endStrayWebhooks(env: Bindings, now: number): Promise<void> {
  const ended = await endAll(env, now);
  if (ended > 0) log("info", "webhooks of applications ended", { ended });
}
