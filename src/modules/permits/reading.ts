import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { PermitStatus } from "#models";
import { notify } from "#modules/notifications";
import type { Stored } from "#modules/records";
import type { Context } from "../../context";
import type { Move } from "./move";
import { isNewer } from "./newer";

export const SOURCES = ["submission", "api", "email", "manual"] as const;

/** What became known of a permit's status. */
export type Reading = {
  /** Null for words that are not known. */
  status: PermitStatus | null;
  /** The jurisdiction's own words. */
  text: string;
  /** Since when: a day (YYYY-MM-DD) or a time; null when it is not said. */
  at: string | null;
  source: (typeof SOURCES)[number];
  /** The sender of a mail, or a note. */
  detail?: string | null;
  /** The mail it was read from, as text. */
  raw?: string | null;
};

const DAY = 10;

const INSERT = `insert into permit_statuses (builder_id, permit_id, id, status, status_text, at, source, detail, raw, fingerprint, received_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict (builder_id, permit_id, fingerprint) do nothing`;

function timeline(ctx: Context, permitId: string, reading: Reading, at: string): Write {
  const { status, text, source, detail = null, raw = null } = reading;
  const fingerprint = `${source} ${at} ${status ?? ""} ${text}`;
  const values = [status, text, at, source, detail, raw, fingerprint] as const;
  return prepare(ctx.db, INSERT, ctx.builderId, permitId, newId(ctx.now), ...values, ctx.now);
}

/** What a reading is held against. */
type Known = {
  title: string;
  status: string;
  status_text: string | null;
  status_at: string | null;
  submitted_at: string | null;
  issued_on: string | null;
};

/** Whether it says again what is known, without a time of its own. */
const isRepeated = ({ status, text, at }: Reading, known: Known): boolean =>
  (status === null || known.status === status) && known.status_text === text && (at === null || at === known.status_at);

/** Who withdrew an application is told how it goes on, but it stays withdrawn. */
const isKept = (known: Known, at: string): boolean => known.status === "withdrawn" || !isNewer(known.status_at, at);

/** Words that are not known tell at least that the jurisdiction has the application. */
const statusAfter = ({ status }: Reading, known: Known): string =>
  status ?? (known.submitted_at === null ? "submitted" : known.status);

const toldOf = (ctx: Context, permitId: string, known: Known, text: string): Write =>
  notify(ctx, {
    kind: "permit_status",
    title: `${known.title}: ${text}`,
    body: "The permit has another status.",
    objectId: permitId,
  });

/**
 * What a reading does to a permit: a line in its history, and where it is not older than what is known, a new status. One that
 * says again what is known, without a time of its own, does nothing.
 * @param more what else is known of the permit
 */
export function readingMove(
  ctx: Context,
  { record }: Stored,
  given: Reading,
  more: Readonly<Record<string, unknown>> = {},
): Move {
  const known = record as unknown as Known;
  const reading = { ...given, text: given.text.slice(0, 500) };
  if (isRepeated(reading, known)) return { changes: more, verbs: [] };
  const at = reading.at ?? new Date(ctx.now).toISOString();
  const line = timeline(ctx, record.id, reading, at);
  if (isKept(known, at)) return { changes: more, verbs: [], writes: [line] };
  const status = statusAfter(reading, known);
  const isOther = status !== known.status;
  const isTold = isOther && (reading.source === "api" || reading.source === "email");
  const issued = isOther && status === "permit_issued" ? { issued_on: known.issued_on ?? at.slice(0, DAY) } : undefined;
  return {
    changes: { status, status_text: reading.text, status_at: at, ...issued, ...more },
    verbs: verbsOf(isOther || known.status_text !== reading.text, issued !== undefined),
    writes: [line, ...(isTold ? [toldOf(ctx, record.id, known, reading.text)] : [])],
  };
}

const verbsOf = (isChanged: boolean, isIssued: boolean): string[] => [
  ...(isChanged ? ["status_changed"] : []),
  ...(isIssued ? ["issued"] : []),
];
