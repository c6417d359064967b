import { log } from "#lib/log";
import { tellAdmins } from "#modules/contract-alerts";
import type { Bindings } from "../bindings";

/** Tells platform admins, every minute, of what has newly stopped to fit. */
export async function tellOfMisfits(env: Bindings, now: number): Promise<void> {
  const told = await tellAdmins(env, now);
  if (told > 0) log("warn", "contract alerts told", { told });
}
