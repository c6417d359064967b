import { prepare, type Write } from "#db/client";
import { commitPlatform } from "#db/commit";
import type { ShapeDifference } from "#lib/shape-difference";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import type { Context } from "../../context";

type Of = { slug: string; version: string; installId: string };
/** An answer that did not fit. */
export type Misfit = { endpoint: string; at: number; differences: readonly ShapeDifference[] };

const KEY = "slug = ?1 and version = ?2 and endpoint = ?3 and day = ?4";
/** One that was resolved and happens again is open again; admins were told of it that day. */
const PUT = `insert into contract_alerts (slug, version, endpoint, day, id, differences, calls, installs, first_at, last_at, notice_due_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?8, ?8) on conflict (slug, version, endpoint, day) do update set
 calls = calls + excluded.calls, last_at = max(last_at, excluded.last_at), resolved_at = null, resolved_by = null`;
const TOUCH = `insert into contract_alert_installs (slug, version, endpoint, day, install_id) values (?1, ?2, ?3, ?4, ?5)
 on conflict do nothing`;
const COUNT = `update contract_alerts set installs = installs + changes() where ${KEY}`;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Counts answers that did not fit, once an integration's version, endpoint and day, with the installs they happened to. An
 * alert that is lost is no reason for the work itself to fail.
 */
export async function recordMisfits(
  ctx: Pick<Context, "platform">,
  { slug, version, installId }: Of,
  misfits: readonly Misfit[],
): Promise<void> {
  const groups = Map.groupBy(misfits, ({ endpoint, at }) => `${dayOf(at)} ${endpoint}`);
  const writes = [...groups.values()].flatMap((some): Write[] => {
    const [first] = some;
    if (!first) return [];
    const key = [slug, version, first.endpoint, dayOf(first.at)] as const;
    const last = Math.max(...some.map(({ at }) => at));
    const differences = JSON.stringify(first.differences);
    return [
      prepare(ctx.platform, PUT, ...key, newId(first.at), differences, some.length, last),
      prepare(ctx.platform, TOUCH, ...key, installId),
      prepare(ctx.platform, COUNT, ...key),
    ];
  });
  try {
    await commitPlatform({ platform: ctx.platform }, { writes, result: undefined });
  } catch (error) {
    log("error", "contract alert not recorded", { slug, version, ...describe(error) });
  }
}
