import { type Db, prepare } from "#db/client";
import { unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import type { Bindings } from "../../bindings";
import { openHeaders } from "./subscription-store";

type Sealed = { subscription_id: string; version: number; headers_sealed: string | null };
type Secret = { text: string; expiresAt: number | null };
type Credentials = { version: number; secrets: readonly Secret[]; headers: Readonly<Record<string, string>> };

/** What an isolate has unsealed, by subscription; rotating a secret or changing a header moves the version. */
const MOST = 1000;
const opened = new Map<string, Credentials>();

const SECRETS = `select subscription_id, id, secret_sealed, expires_at from webhook_secrets
 where subscription_id in (select value from json_each(?1)) order by id desc`;

type SecretRow = { subscription_id: string; id: string; secret_sealed: string; expires_at: number | null };

export type OpenCredentials = { secrets: readonly string[]; headers: Readonly<Record<string, string>> };

/**
 * The signing secrets in force, newest first, and the custom headers of each subscription. What the isolate has unsealed
 * before is read from nowhere.
 */
export async function openCredentials(
  env: Bindings,
  db: Db,
  rows: readonly Sealed[],
  now: number,
): Promise<Map<string, OpenCredentials>> {
  const found = new Map<string, Credentials>();
  const unknown = new Map<string, Sealed>();
  for (const row of rows) {
    const known = opened.get(row.subscription_id);
    if (known?.version === row.version) found.set(row.subscription_id, known);
    else unknown.set(row.subscription_id, row);
  }
  if (unknown.size > 0) for (const [id, credentials] of await open(env, db, unknown)) found.set(id, credentials);
  return new Map(
    rows.map(({ subscription_id: id }) => {
      const { secrets = [], headers = {} } = found.get(id) ?? {};
      const inForce = secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
      return [id, { secrets: inForce.map(({ text }) => text), headers }];
    }),
  );
}

async function open(env: Bindings, db: Db, rows: ReadonlyMap<string, Sealed>): Promise<Map<string, Credentials>> {
  const { results } = await prepare(db, SECRETS, JSON.stringify([...rows.keys()])).all<SecretRow>();
  const keyring = await keyringOf(env.ENCRYPTION_KEYS);
  const bySubscription = Map.groupBy(results, ({ subscription_id: id }) => id);
  const found = new Map<string, Credentials>();
  for (const [id, { version, headers_sealed: sealed }] of rows) {
    const secrets = (bySubscription.get(id) ?? []).map(async (row) => ({
      text: await unseal(keyring, row.secret_sealed, row.id),
      expiresAt: row.expires_at,
    }));
    const headers = await openHeaders(env.ENCRYPTION_KEYS, { id, headers_sealed: sealed });
    found.set(id, { version, secrets: await Promise.all(secrets), headers });
  }
  if (opened.size >= MOST) opened.clear();
  for (const [id, credentials] of found) opened.set(id, credentials);
  return found;
}
