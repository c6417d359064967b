import { mustChange } from "#db/commit";
import { type Db, prepare } from "#db/client";
import { newId } from "#lib/ids";
import { seal, unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import { sha256Hex } from "#lib/digest";
import type { AnswerRecorder, Context } from "../../context";
import { DomainError, toDomainError } from "../../errors";
import { KEPT_MS } from "./purge-keys";

export type Claim =
  /** The first request with this key: its work is to be done with `recordAnswer` in the context. */
  | { kind: "first"; recordAnswer: AnswerRecorder; release: () => Promise<void> }
  /** It was done before: this is what came of it. */
  | { kind: "done"; result: unknown };

/** A claim whose request died is up for taking after so many ms. No request lives that long. */
const CLAIM_MS = 60_000;

type Row = { fingerprint: string; claim: string; created_at: number; result: string | null };

/** Takes the key if nobody has it, if who had it died with nothing done, or if its time is over and it is only not purged yet. */
const TAKE = `insert into idempotency_keys (id, fingerprint, claim, created_at, result) values (?1, ?2, ?3, ?4, null)
 on conflict (id) do update set fingerprint = excluded.fingerprint, claim = excluded.claim, created_at = excluded.created_at, result = null
 where created_at < ?6 or result is null and created_at < ?5 and fingerprint = excluded.fingerprint`;
const READ = "select fingerprint, claim, created_at, result from idempotency_keys where id = ?1";

/**
 * Claims an Idempotency-Key for a request. The claim is completed by the batch that does the work, so a claim without a
 * result means that the work was not done.
 * @param owner whose key it is; another's equal key is another key
 * @param fingerprint SHA-256 over method, path and body
 * @throws DomainError idempotency_mismatch for another request with the same key, idempotency_in_progress while it runs
 */
export async function claimKey(
  ctx: Pick<Context, "now" | "env">,
  owner: string,
  db: Db,
  key: string,
  fingerprint: string,
): Promise<Claim> {
  const id = await sha256Hex(`${owner} ${key}`);
  const claim = newId(ctx.now);
  const [, read] = await again(() =>
    db.$client.batch<Row>([
      prepare(db, TAKE, id, fingerprint, claim, ctx.now, ctx.now - CLAIM_MS, ctx.now - KEPT_MS),
      prepare(db, READ, id),
    ]),
  );
  const row = read?.results[0];
  if (!row) throw new Error("the claim was written and cannot be read");
  if (row.fingerprint !== fingerprint) {
    throw new DomainError(
      "idempotency_mismatch",
      "This Idempotency-Key was used with another request. Use a new key for a new request.",
    );
  }
  const keyring = await keyringOf(ctx.env.ENCRYPTION_KEYS);
  if (row.result !== null)
    return { kind: "done", result: JSON.parse(await unseal(keyring, row.result, id)) as unknown };
  if (row.claim !== claim) {
    throw new DomainError("idempotency_in_progress", "The first request with this Idempotency-Key is still running.", {
      headers: { "retry-after": "1" },
    });
  }
  return {
    kind: "first",
    recordAnswer: async (target, result) => {
      // The answer may hold a secret that is shown once, so it is sealed like one.
      const sealed = await seal(keyring, JSON.stringify(result ?? null), id);
      const sql = "update idempotency_keys set result = ?3 where id = ?1 and claim = ?2 and result is null";
      return mustChange(target, prepare(target, sql, id, claim, sealed));
    },
    release: async () => {
      const sql = "delete from idempotency_keys where id = ?1 and claim = ?2 and result is null";
      await again(() => prepare(db, sql, id, claim).run());
    },
  };
}

/** Taking and giving back a claim may be done twice, so an answer lost on the way does not lock the key for a minute. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (toDomainError(error)?.code !== "unavailable") throw error;
    return await work();
  }
}
