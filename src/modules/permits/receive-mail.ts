import { commit, LostRace, mustChange } from "#db/commit";
import { DAY_MS } from "#lib/time";
import { permits } from "#models";
import { jurisdictionsOf } from "#modules/jurisdictions";
import { notify, notifyFew, notifyOnce } from "#modules/notifications";
import { findRecord, type Stored } from "#modules/records";
import type { Bindings } from "../../bindings";
import { type Context, createContext, type Environment } from "../../context";
import { DomainError } from "../../errors";
import { readMailAddress } from "./mail-address";
import { domainOf, isAmong, isAuthentic, senderOf } from "./mail-sender";
import { statusIn } from "./mail-status";
import { type Mail, readMail } from "./mail-text";
import { movePermit } from "./move";
import { readingMove } from "./reading";

/** As a Worker's `email` handler gets it. */
type IncomingMail = { to: string; raw: ReadableStream<Uint8Array>; rawSize: number };

/** What became of it. `refused`: why the sender gets it back. */
type Received = { refused: string } | { taken: "status" | "notice" | "nothing" };

const LARGEST = 1_048_576;
const LONGEST_SHOWN = 1000;
const FILED: ReadonlySet<unknown> = new Set([
  "manual",
  "submitted",
  "application_accepted",
  "in_review",
  "permit_issued",
  "inspection_phase",
]);

type Reading = { env: Bindings; execution: Pick<ExecutionContext, "waitUntil">; now: number };

async function contextOf({ env, execution, now }: Reading, builderId: string): Promise<Context | undefined> {
  const sql = "select shard, environment from builders where id = ?1 and is_active = 1";
  type Row = { shard: number; environment: Environment };
  const row = await env.PLATFORM_DB.prepare(sql).bind(builderId).first<Row>();
  if (!row) return undefined;
  return createContext(env, execution, { builderId, ...row, plan: "" }, { type: "system", job: "mail" }, now);
}

/** @returns undefined for more than so many bytes; what is too much is not read on */
async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LARGEST) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

async function permitOf(ctx: Context, id: string): Promise<Stored | undefined> {
  try {
    return await findRecord(ctx, permits, id);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The sender, if it is the permit's jurisdiction and nobody pretends to be. */
async function authorityOf(ctx: Context, { record }: Stored, mail: Mail): Promise<string | undefined> {
  const sender = senderOf(mail);
  const id = record["jurisdiction_id"];
  const jurisdiction = typeof id === "string" ? (await jurisdictionsOf(ctx, [id])).get(id) : undefined;
  if (sender === undefined || !jurisdiction) return undefined;
  const domain = domainOf(sender);
  const isKnown = isAmong(domain, jurisdiction.email_domains);
  return isKnown && isAuthentic(mail, domain, ctx.env.MAIL_AUTHSERV_ID.toLowerCase()) ? sender : undefined;
}

/** When a mail was sent; what is no time, or lies ahead, is now. */
function sentAt({ headers }: Mail, now: number): string {
  const said = Date.parse(headers.find(([name]) => name === "date")?.[1] ?? "");
  return new Date(said > 0 && said <= now ? said : now).toISOString();
}

const words = ({ subject, text }: Mail): string => `${subject}\n\n${text}`;

const noticeOf = ({ record }: Stored, title: string, mail: Mail) => ({
  kind: "permit_mail" as const,
  title,
  body: words(mail).slice(0, LONGEST_SHOWN) || "The mail has no text.",
  objectId: record.id,
});

/** Mails within a day of which a builder is told, beyond which those of strangers are refused. */
const MOST_MAILS = 20;

const ENOUGH = {
  kind: "permit_mail" as const,
  title: "More mail about permits is refused for a day",
  body: `${MOST_MAILS} mails whose status could not be told came within a day. Further ones from senders who are not known go back to them until a day has passed; what your jurisdictions send is still taken in.`,
  objectId: null,
};

/** Anybody can write to an address that has got about, as often as they like. */
async function tellOfStranger(ctx: Context, stored: Stored, mail: Mail): Promise<Received> {
  const notice = noticeOf(stored, `${String(stored.record["title"])}: mail from somebody who is not known`, mail);
  const write = notifyFew(ctx, notice, { most: MOST_MAILS, withinMs: DAY_MS });
  try {
    await commit(ctx, { writes: mustChange(ctx.db, write), result: undefined });
    return { taken: "notice" };
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    await commit(ctx, { writes: [notifyOnce(ctx, ENOUGH, DAY_MS)], result: undefined });
    return { refused: "Too many mails of senders who are not known. Send it again tomorrow." };
  }
}

/**
 * Takes in mail about a permit. Of its jurisdiction, verified, a status that it states outright becomes the permit's, with the
 * mail kept beside it; anything else is a notice to the builder, and never a status.
 */
export async function receiveMail(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  message: IncomingMail,
  now: number,
): Promise<Received> {
  const address = await readMailAddress(env, message.to);
  const ctx = address && (await contextOf({ env, execution, now }, address.builderId));
  const stored = ctx && (await permitOf(ctx, address.permitId));
  if (!stored) return { refused: "There is no such address." };
  const raw = message.rawSize > LARGEST ? undefined : await readAll(message.raw);
  if (!raw) return { refused: "The mail is larger than 1 MiB." };
  const mail = readMail(raw);
  const sender = await authorityOf(ctx, stored, mail);
  if (sender === undefined) return await tellOfStranger(ctx, stored, mail);
  const stated = statusIn(mail);
  if (!stated || !FILED.has(stored.record["status"])) {
    const notice = noticeOf(stored, `${String(stored.record["title"])}: mail from ${sender}`, mail);
    await commit(ctx, { writes: [notify(ctx, notice)], result: undefined });
    return { taken: "notice" };
  }
  const { status, words: text } = stated;
  const read = { status, text, at: sentAt(mail, now), source: "email" as const, detail: sender, raw: words(mail) };
  await movePermit(ctx, address.permitId, undefined, (fresh) =>
    readingMove(ctx, fresh, read, {
      submitted_at: fresh.record["submitted_at"] ?? new Date(now).toISOString(),
    }),
  );
  return { taken: "status" };
}
