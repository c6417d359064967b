import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { deniedUntil, rememberDenial } from "./denials";
import { addressLimiter, ask } from "./limiter";
import { takeLocally } from "./local-limit";

export type AddressVerdict =
  | { outcome: "allowed"; limit: number; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number };

/**
 * Takes one request of an address in a purpose's window, such as `anonymous` or `unknown-key`.
 * @param limit requests a minute
 * @param silent the limiter is known not to answer, and is not waited for again
 */
export async function limitAddress(
  env: Bindings,
  purpose: string,
  address: string,
  limit: number,
  now: number,
  silent = false,
): Promise<AddressVerdict> {
  const name = `${purpose}:${address}`;
  const denial = addressDenial(purpose, address, now);
  if (denial) return denial;
  const verdict = (silent ? undefined : await askFor(env, name, limit)) ?? locally(name, limit, now);
  if (verdict.outcome === "limited") rememberDenial(name, now, verdict);
  return verdict;
}

async function askFor(env: Bindings, name: string, limit: number): Promise<AddressVerdict | undefined> {
  try {
    const verdict = await ask(addressLimiter(env, name).takeAnonymous(limit));
    if (verdict.outcome === "limited") return verdict;
    if (verdict.outcome !== "allowed") return undefined;
    return { outcome: "allowed", limit, remaining: verdict.remaining, resetMs: verdict.resetMs };
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    return undefined;
  }
}

/** What is public is also cheap, so an address keeps its limit, counted by each isolate alone. */
function locally(name: string, limit: number, now: number): AddressVerdict {
  const decision = takeLocally(name, limit, now);
  const { resetMs } = decision;
  return decision.allowed
    ? { outcome: "allowed", limit, remaining: decision.remaining, resetMs }
    : { outcome: "limited", limit, resetMs, retryAfterMs: decision.retryAfterMs };
}

/** Whether the address is certainly over the purpose's limit, without asking anyone. */
export function addressDenial(purpose: string, address: string, now: number): AddressVerdict | undefined {
  const denial = deniedUntil(`${purpose}:${address}`, now);
  if (!denial) return undefined;
  return { outcome: "limited", limit: denial.limit, resetMs: denial.resetAt - now, retryAfterMs: denial.until - now };
}
