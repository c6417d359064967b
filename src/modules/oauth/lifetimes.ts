import type { Bindings } from "../../bindings";
import type { Application } from "./store";

/** How long a code lives. The shortest a conforming client must cope with is not stated; FAPI 2 tests with 60 s. */
export const CODE_MS = 60_000;
/** How long a consent screen waits for its decision. */
export const CONSENT_MS = 600_000;
/** How long what has expired is kept, so that a replay is still known for what it is. */
export const KEEP_MS = 30 * 86_400_000;

export type Lifetimes = { accessSeconds: number; refreshSeconds: number };

/** The deployment's lifetimes, or the application's own where they are shorter. */
export function lifetimesOf(
  env: Pick<Bindings, "OAUTH_ACCESS_TTL" | "OAUTH_REFRESH_TTL">,
  application: Pick<Application, "access_ttl" | "refresh_ttl">,
): Lifetimes {
  return {
    accessSeconds: shorter(env.OAUTH_ACCESS_TTL, application.access_ttl, 3600),
    refreshSeconds: shorter(env.OAUTH_REFRESH_TTL, application.refresh_ttl, 2_592_000),
  };
}

function shorter(deployment: string, own: number | null, fallback: number): number {
  const set = Number(deployment);
  const most = Number.isInteger(set) && set > 0 ? set : fallback;
  return own === null ? most : Math.max(1, Math.min(own, most));
}
