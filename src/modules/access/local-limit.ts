import { type Decision, emptyRing, take } from "#lib/sliding-window";

/** Windows one isolate keeps; when full, the one that was used longest ago goes. */
const MOST = 1000;
const rings = new Map<string, ReturnType<typeof emptyRing>>();

/**
 * Takes one request of a window that this isolate keeps by itself, for the time the limiter does not answer.
 * @param limit requests a minute
 */
export function takeLocally(name: string, limit: number, now: number): Decision {
  const ring = rings.get(name) ?? emptyRing();
  rings.delete(name);
  const [oldest] = rings.keys();
  if (rings.size >= MOST && oldest !== undefined) rings.delete(oldest);
  rings.set(name, ring);
  return take(ring, limit, now);
}
