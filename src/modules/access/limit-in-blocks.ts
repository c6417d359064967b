import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { deniedUntil, rememberDenial } from "./denials";
import type { AddressVerdict } from "./limit-address";
import { addressLimiter, ask } from "./limiter";

type Block = { left: number; until: number; remaining: number; resetMs: number };

/** How long a block may be used up in. What is left of it then is lost to its holder, and never counted twice. */
const BLOCK_MS = 5000;
const MOST = 10_000;
const blocks = new Map<string, Block>();

/**
 * Takes one request of a window, of a block that this isolate took from the object before, where it has one: for callers
 * that come often, and where a limit may be reached by a block early.
 * @param limit requests a minute
 * @param size requests of a block
 */
export async function limitInBlocks(
  env: Bindings,
  name: string,
  limit: number,
  size: number,
  now: number,
): Promise<AddressVerdict> {
  const held = blocks.get(name);
  if (held && held.until > now && held.left > 0) {
    held.left -= 1;
    return { outcome: "allowed", limit, remaining: held.remaining + held.left, resetMs: held.resetMs };
  }
  const denial = deniedUntil(name, now);
  if (denial) return { outcome: "limited", limit, resetMs: denial.resetAt - now, retryAfterMs: denial.until - now };
  try {
    const verdict = await ask(addressLimiter(env, name).takeBlock(limit, size));
    if (verdict.outcome === "limited") {
      rememberDenial(name, now, verdict);
      // Another request may have brought the last block meanwhile.
      return takeHeld(name, limit, now) ?? verdict;
    }
    const { count, remaining, resetMs } = verdict;
    keep(name, { left: count - 1, until: now + BLOCK_MS, remaining, resetMs });
    return { outcome: "allowed", limit, remaining: remaining + count - 1, resetMs };
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    return { outcome: "allowed", limit, remaining: 0, resetMs: 60_000 };
  }
}

function takeHeld(name: string, limit: number, now: number): AddressVerdict | undefined {
  const held = blocks.get(name);
  if (!held || held.until <= now || held.left === 0) return undefined;
  held.left -= 1;
  return { outcome: "allowed", limit, remaining: held.remaining + held.left, resetMs: held.resetMs };
}

/** Two requests that found none may have taken a block each: neither is lost. */
function keep(name: string, block: Block): void {
  const held = blocks.get(name);
  if (held && held.until > block.until - BLOCK_MS) block.left += held.left;
  blocks.delete(name);
  const [oldest] = blocks.keys();
  if (blocks.size >= MOST && oldest !== undefined) blocks.delete(oldest);
  blocks.set(name, block);
}
