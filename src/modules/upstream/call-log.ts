import { type Db, prepare } from "#db/client";
import { deleteOldest } from "#db/delete-oldest";
import { type Page, page } from "#db/page";
import type { FailureClass } from "#connectors/sdk";
import { firstIdAt, timeOfId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { type Listable, type ListQuery, time } from "#models";
import type { ShapeDifference } from "#lib/shape-difference";
import { recordMisfits } from "#modules/contract-alerts";
import { recordHealth } from "#modules/integration-health";
import type { Context } from "../../context";

/** One request to an upstream. */
export type CallEntry = {
  id: string;
  endpoint: string;
  method: string;
  url: string;
  status: number | null;
  durationMs: number;
  bytes: number;
  errorClass: FailureClass | null;
  error: string | null;
  /** Where its answer did not fit. */
  differences: readonly ShapeDifference[];
};

const KEPT_MS = 14 * 86_400_000;
const SECRET_NAME = /key|token|secret|passw|signature|^sig$|^code$|auth/iu;
const LONGEST_URL = 2000;

type Proof = { query: Readonly<Record<string, string>>; address?: string };

/** Host, path and query of a request; a value that is or may be a secret is not shown. */
export function redacted(url: URL, own: Proof | undefined): string {
  const shown = new URL(url);
  if (own?.address !== undefined) return `${shown.host}/REDACTED`;
  for (const name of new Set(url.searchParams.keys()))
    if (SECRET_NAME.test(name) || own?.query[name] !== undefined) shown.searchParams.set(name, "REDACTED");
  return `${shown.host}${shown.pathname}${shown.search}`.slice(0, LONGEST_URL);
}

const INSERT = `insert into upstream_calls (builder_id, install_id, id, connector_version, endpoint, method, url, status, duration_ms, bytes, error_class, error, account)
 select ?1, ?2, value->>'$.id', ?3, value->>'$.endpoint', value->>'$.method', value->>'$.url', value->>'$.status',
 value->>'$.durationMs', value->>'$.bytes', value->>'$.errorClass', value->>'$.error', ?5 from json_each(?4)`;

type Caller = {
  id: string;
  slug: string;
  version: string;
  environment: "live" | "sandbox";
  /** Whose service is asked, where one upstream serves many. */
  account: string | null;
};

/**
 * Gathers the requests of one piece of work; `flush` writes those it has, and counts them in the health of their
 * integration, and raises an alert where one did not fit; sandboxes say nothing about either.
 */
export function createCallLog(ctx: Pick<Context, "db" | "platform" | "builderId">, caller: Caller) {
  let entries: CallEntry[] = [];
  return {
    note: (entry: CallEntry): void => void entries.push(entry),
    flush: async (): Promise<void> => {
      if (entries.length === 0) return;
      const written = entries;
      entries = [];
      const { id, version, account } = caller;
      await prepare(ctx.db, INSERT, ctx.builderId, id, version, JSON.stringify(written), account).run();
      if (caller.environment === "sandbox") return;
      await countHealth(ctx, caller, written);
      await raiseAlerts(ctx, caller, written);
    },
  };
}

async function raiseAlerts(
  ctx: Pick<Context, "platform">,
  { id: installId, slug, version }: Caller,
  entries: readonly CallEntry[],
): Promise<void> {
  const misfits = entries
    .filter(({ errorClass }) => errorClass === "contract")
    .map(({ id, endpoint, differences }) => ({ endpoint, at: timeOfId(id), differences }));
  if (misfits.length > 0) await recordMisfits(ctx, { slug, version, installId }, misfits);
}

/** A count that is lost is no reason to do the work again. */
async function countHealth(
  ctx: Pick<Context, "platform">,
  caller: Caller,
  entries: readonly CallEntry[],
): Promise<void> {
  const { slug, version } = caller;
  const samples = entries.map(({ id, durationMs, errorClass }) => ({
    slug,
    version,
    at: timeOfId(id),
    ms: durationMs,
    outcome: errorClass ?? ("ok" as const),
  }));
  try {
    await recordHealth(ctx, samples);
  } catch (error) {
    log("warn", "health not counted", { slug, calls: samples.length, ...describe(error) });
  }
}

/** As on the wire. */
export type UpstreamCall = {
  id: string;
  version: string;
  endpoint: string;
  method: string;
  url: string;
  status: number | null;
  duration_ms: number;
  bytes: number;
  error_class: FailureClass | null;
  error: string | null;
  created_at: string;
};

export const callList: Listable = {
  fields: {
    created_at: time({
      description: "When it was made.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/**
 * The requests an install has made in the last 14 days.
 * @param account those to one agency or community alone
 */
export async function listCalls(
  ctx: Context,
  installId: string,
  query: ListQuery,
  account?: string,
): Promise<Page<UpstreamCall>> {
  const source = {
    table: "upstream_calls",
    columns: "id, connector_version as version, endpoint, method, url, status, duration_ms, bytes, error_class, error",
    fixed: { builder_id: ctx.builderId, install_id: installId, ...(account === undefined ? {} : { account }) },
    index: account === undefined ? undefined : "upstream_calls_account",
    idColumn: "id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  const rows = data as Omit<UpstreamCall, "created_at">[];
  return {
    data: rows.map((row) => ({ ...row, created_at: new Date(timeOfId(row.id)).toISOString() })),
    nextCursor,
  };
}

const OLD = deleteOldest("upstream_calls");

/** @returns how many it deleted; there may be more */
export async function purgeCalls(db: Db, now: number): Promise<number> {
  return (await prepare(db, OLD, firstIdAt(now - KEPT_MS)).run()).meta.changes;
}
