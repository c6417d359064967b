import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { deniedUntil, rememberDenial } from "./denials";
import { addressLimiter, ask } from "./limiter";

export type AddressVerdict =
  | { outcome: "allowed"; limit: number; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number };

/**
 * Takes one request of an address in a purpose's window, such as `anonymous` or `unknown-key`.
 * @param limit requests a minute
 */
export async function limitAddress(
  env: Bindings,
  purpose: string,
  address: string,
  limit: number,
  now: number,
): Promise<AddressVerdict> {
  const name = `${purpose}:${address}`;
  const denial = addressDenial(purpose, address, now);
  if (denial) return denial;
  try {
    const verdict = await ask(addressLimiter(env, name).takeAnonymous(limit));
    if (verdict.outcome === "allowed")
      return { outcome: "allowed", limit, remaining: verdict.remaining, resetMs: verdict.resetMs };
    if (verdict.outcome === "limited") {
      rememberDenial(name, now, verdict);
      return verdict;
    }
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
  }
  // What is public is also cheap, so it stays reachable while the limiter is silent.
  return { outcome: "allowed", limit, remaining: 0, resetMs: 60_000 };
}

/** Whether the address is certainly over the purpose's limit, without asking anyone. */
export function addressDenial(purpose: string, address: string, now: number): AddressVerdict | undefined {
  const denial = deniedUntil(`${purpose}:${address}`, now);
  if (!denial) return undefined;
  return { outcome: "limited", limit: denial.limit, resetMs: denial.resetAt - now, retryAfterMs: denial.until - now };
}
