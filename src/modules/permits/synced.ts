import type { DomainEvent } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { type Permit, permits } from "#models";
import { accountOf, findInstall, manifestOf } from "#modules/installs";
import { type Jurisdiction, jurisdictionsOf } from "#modules/jurisdictions";
import { findRecord, type Stored } from "#modules/records";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import { moveEffects } from "./move";
import { readingMove } from "./reading";

type Synced = { id: string; data: Permit };

/** Each is found by an index of its own. */
const FIND = `select id from permits where builder_id = ?1 and id in (select value from json_each(?2))
 union select id from permits indexed by permits_authority_id where builder_id = ?1 and authority_id in (select value from json_each(?3))
 union select id from permits indexed by permits_number where builder_id = ?1 and number in (select value from json_each(?4))`;

const present = (values: readonly (string | null)[]): string =>
  JSON.stringify(values.filter((value) => value !== null));

async function candidates(ctx: Context, records: readonly Synced[]): Promise<Stored[]> {
  const references = present(records.map(({ data }) => data.reference));
  const ids = present(records.map(({ id }) => id));
  const numbers = present(records.map(({ data }) => data.number));
  const { results } = await prepare(ctx.db, FIND, ctx.builderId, references, ids, numbers).all<{ id: string }>();
  return await Promise.all(results.map(({ id }) => findRecord(ctx, permits, id)));
}

type From = { installId: string; slug: string; account: string | null };

/** Whether a jurisdiction is what an install is connected to. */
const isOf = (jurisdiction: Jurisdiction | undefined, { slug, account }: From): boolean =>
  jurisdiction?.connector === slug &&
  (jurisdiction.agency_code === null || jurisdiction.agency_code.toLowerCase() === account?.toLowerCase());

/**
 * What the jurisdiction's system has of a permit: by its id there, by what we sent with it, or by its number. An install that
 * is connected to no single authority has asked for it by its number, and says of which permit.
 */
function matchOf({ record }: Stored, records: readonly Synced[], from: From, jurisdiction: Jurisdiction | undefined) {
  if (from.account === null && jurisdiction?.connector === from.slug && jurisdiction.agency_code !== null)
    return records.find(({ data }) => data.reference === record.id && data.number === record["number"]);
  if (record["install_id"] === from.installId) {
    const own = records.find(({ id, data }) => id === record["authority_id"] || data.reference === record.id);
    if (own) return own;
  }
  if (record["number"] === null || record["authority_id"] !== null || !isOf(jurisdiction, from)) return undefined;
  return records.find(({ data }) => data.number === record["number"]);
}

const dayOf = (moment: string | null): string | null => moment?.slice(0, 10) ?? null;

const timeOf = (moment: string | null): string | null => (moment === null ? null : new Date(moment).toISOString());

function knownOf({ record }: Stored, { id, data }: Synced, { installId }: From): Record<string, unknown> {
  return {
    install_id: installId,
    authority_id: id,
    number: data.number ?? record["number"],
    fees_due_cents: data.fees_due_cents,
    issued_on: dayOf(data.issued_at) ?? record["issued_on"],
    expires_on: dayOf(data.expires_at) ?? record["expires_on"],
    submitted_at: record["submitted_at"] ?? timeOf(data.applied_at),
  };
}

/** An application that was begun and not filed tells nothing yet. */
const isFiled = ({ data }: Synced): boolean => data.status !== null || data.status_text !== "DRAFT";

const applyPermits: Sink = async (ctx, { installId, slug }, { changed }) => {
  const synced = (changed as readonly Synced[]).filter(isFiled);
  if (synced.length === 0) return { writes: [], events: [] };
  const found = await candidates(ctx, synced);
  if (found.length === 0) return { writes: [], events: [] };
  const ids = found.flatMap(({ record }) =>
    typeof record["jurisdiction_id"] === "string" ? [record["jurisdiction_id"]] : [],
  );
  const jurisdictions = await jurisdictionsOf(ctx, ids);
  const { config } = await findInstall(ctx, installId);
  const account = accountOf(await manifestOf(slug), JSON.parse(config) as Record<string, unknown>);
  const writes: Write[] = [];
  const events: DomainEvent[] = [];
  for (const stored of found) {
    const jurisdiction = jurisdictions.get(String(stored.record["jurisdiction_id"]));
    const from = { installId, slug, account };
    const match = matchOf(stored, synced, from, jurisdiction);
    if (!match) continue;
    const { status, status_text: text, status_at: at } = match.data;
    const move = readingMove(ctx, stored, { status, text, at, source: "api" }, knownOf(stored, match, from));
    const effects = moveEffects(ctx, stored, move);
    writes.push(...effects.writes);
    events.push(...effects.events);
  }
  return { writes, events };
};

/** What permits that a jurisdiction's system tells of mean to those of ours. */
export const permitSinks: Sinks = { permit: applyPermits };
