import type { Bindings } from "../../bindings";
import { DomainError } from "../../errors";
import { limitAddress } from "./limit-address";

/** What is limited, of whom, and what is said of it: `More than 30 tests in a minute.` */
type Flood = { purpose: string; of: string; limit: number; noun: string };

/**
 * Takes one of so many a minute, where a request may bring about more than it costs.
 * @throws DomainError rate_limited
 */
export async function refuseFlood(env: Bindings, { purpose, of, limit, noun }: Flood, now: number): Promise<void> {
  const verdict = await limitAddress(env, purpose, of, limit, now);
  if (verdict.outcome !== "limited") return;
  const seconds = String(Math.max(1, Math.ceil(verdict.retryAfterMs / 1000)));
  throw new DomainError("rate_limited", `More than ${limit} ${noun} in a minute. Try again in ${seconds} s.`, {
    headers: { "retry-after": seconds },
  });
}
