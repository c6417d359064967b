import { createDurable } from "itty-durable";
import { answerCall } from "../src/lib/object-call";
import {
  type AuthorizationRow,
  AUTHORIZATION_RECORD,
  standingOf,
  toAuthorization,
} from "../src/lib/authorization-record";
import { add, blockSize, emptyRing, type Ring, take } from "../src/lib/sliding-window";
import type {
  BlockVerdict,
  Holder,
  KeyRecord,
  RateLimiterStub,
  Standing,
  Verdict,
} from "../src/lib/rate-limiter-protocol";

/** What the object needs of the platform database; a Durable Object imports no more than src/lib. */
const KEY_RECORD = `select k.id, k.builder_id, k.scopes, k.rate_limit, k.expires_at, k.is_active = 0 as is_revoked, b.is_active,
 b.shard, b.environment, b.plan from api_keys k join builders b on b.id = k.builder_id where k.key_hash = ?1`;

type Row = {
  id: string;
  builder_id: string;
  scopes: string;
  rate_limit: number;
  expires_at: number | null;
  is_revoked: number;
  /** Of the builder. */
  is_active: number;
  shard: number;
  environment: "live" | "sandbox";
  plan: string;
};

/** A change made past the API, by hand in the database, is seen after so many ms. */
const REREAD_MS = 60_000;

/**
 * One object an API key, an authorization, or an address: it holds the credential's record and its window, so that one call authenticates and
 * limits. Storage holds the window with a block of admissions written as used beforehand.
 */
export class RateLimiter extends createDurable({ autoPersist: false }) {
  ring: Ring = emptyRing();
  /** Admissions that storage already counts as used. */
  ahead = 0;
  record: KeyRecord | null | undefined = undefined;
  standing: Standing = "good";
  /** SHA-256 of the one access token an authorization has. */
  tokenHash: string | undefined = undefined;
  readAt = 0;
  generation = 0;

  readonly methods = {
    takeKey: (hash: string) => this.takeKey(hash),
    takeAuthorization: (id: string, tokenHash: string) => this.takeAuthorization(id, tokenHash),
    takeAnonymous: (limit: number) => this.takeAnonymous(limit),
    takeBlock: (limit: number, most: number) => this.takeBlock(limit, most),
    forget: () => this.forget(),
  } satisfies RateLimiterStub;

  override async fetch(request: Request): Promise<Response> {
    await this.loadFromStorage();
    return await answerCall(request, this.methods);
  }

  override getPersistable() {
    return { ring: this.ring, ahead: this.ahead };
  }

  override async onLoad() {
    if (this.ahead > 0) add(this.ring, Date.now(), this.ahead);
    this.ahead = 0;
  }

  /** Authenticates the key with this SHA-256 and takes one of its requests. */
  async takeKey(hash: string): Promise<Verdict> {
    const now = Date.now();
    if (this.record === undefined || now - this.readAt > REREAD_MS) await this.read(hash);
    return await this.admit(this.record, now);
  }

  /** Authenticates an authorization's access token by its SHA-256 and takes one of the authorization's requests. */
  async takeAuthorization(id: string, tokenHash: string): Promise<Verdict> {
    const now = Date.now();
    // A token not known here may be new: the exchange that brings the first one tells nobody.
    const known = this.record !== undefined && this.tokenHash === tokenHash && now - this.readAt <= REREAD_MS;
    if (!known) await this.readAuthorization(id);
    return await this.admit(this.tokenHash === tokenHash ? this.record : null, now);
  }

  async admit(record: KeyRecord | null | undefined, now: number): Promise<Verdict> {
    if (!record) return { outcome: "unknown" };
    if (this.standing === "revoked") return { outcome: "unknown", holder: holderOf(record) };
    if (this.standing === "suspended") return { outcome: "suspended", holder: holderOf(record) };
    if (record.expiresAt !== null && record.expiresAt <= now) return { outcome: "expired", holder: holderOf(record) };
    const decision = await this.takeOne(record.rateLimit, now);
    return decision.allowed
      ? { outcome: "allowed", key: record, remaining: decision.remaining, resetMs: decision.resetMs }
      : {
          outcome: "limited",
          limit: record.rateLimit,
          resetMs: decision.resetMs,
          retryAfterMs: decision.retryAfterMs,
          holder: holderOf(record),
        };
  }

  /** Takes one request of a window that belongs to nobody in particular, such as an address. */
  async takeAnonymous(limit: number): Promise<Verdict> {
    const decision = await this.takeOne(limit, Date.now());
    return decision.allowed
      ? { outcome: "allowed", key: null, remaining: decision.remaining, resetMs: decision.resetMs }
      : { outcome: "limited", limit, resetMs: decision.resetMs, retryAfterMs: decision.retryAfterMs };
  }

  /** Takes up to `most` requests of a window at once, as many as are left. */
  async takeBlock(limit: number, most: number): Promise<BlockVerdict> {
    const now = Date.now();
    const decision = take(this.ring, limit, now);
    if (!decision.allowed)
      return { outcome: "limited", limit, resetMs: decision.resetMs, retryAfterMs: decision.retryAfterMs };
    const more = Math.min(most - 1, decision.remaining);
    if (more > 0) add(this.ring, now, more);
    await this.persist();
    return { outcome: "granted", count: more + 1, remaining: decision.remaining - more, resetMs: decision.resetMs };
  }

  /** The credential was changed: what is known of it is read again before the next answer. */
  async forget(): Promise<{ forgotten: true }> {
    this.record = undefined;
    this.generation += 1;
    return { forgotten: true };
  }

  async takeOne(limit: number, now: number) {
    const decision = take(this.ring, limit, now);
    if (!decision.allowed) return decision;
    if (this.ahead > 0) {
      this.ahead -= 1;
      return decision;
    }
    this.ahead = blockSize(limit) - 1;
    // The answer waits for the write: the runtime holds it back until storage has confirmed.
    await this.persist();
    return decision;
  }

  async read(hash: string): Promise<void> {
    const row = await this.readSettled<Row>(KEY_RECORD, hash);
    this.record = row ? toRecord(row) : null;
    this.standing = row ? standingOf(row) : "good";
    this.readAt = Date.now();
  }

  async readAuthorization(id: string): Promise<void> {
    const row = await this.readSettled<AuthorizationRow>(AUTHORIZATION_RECORD, id);
    this.record = row ? toAuthorization(row) : null;
    this.standing = row ? standingOf(row) : "good";
    this.tokenHash = row?.access_token_hash;
    this.readAt = Date.now();
  }

  /** A change announced while the database was being read makes what was read worthless. */
  async readSettled<T>(sql: string, parameter: string): Promise<T | null> {
    const database = (this as unknown as { state: { PLATFORM_DB: D1Database } }).state.PLATFORM_DB;
    for (;;) {
      const { generation } = this;
      const row = await database.prepare(sql).bind(parameter).first<T>();
      if (generation === this.generation) return row;
    }
  }
}

const holderOf = ({ kind, id, applicationId, builderId }: KeyRecord): Holder => ({
  kind,
  id,
  applicationId,
  builderId,
});

const toRecord = (row: Row): KeyRecord => ({
  kind: "api_key",
  id: row.id,
  applicationId: null,
  builderId: row.builder_id,
  shard: row.shard,
  environment: row.environment,
  plan: row.plan,
  scopes: JSON.parse(row.scopes) as string[],
  rateLimit: row.rate_limit,
  expiresAt: row.expires_at,
});
