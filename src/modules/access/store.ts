import { and, eq } from "drizzle-orm";
import { type Db, prepare } from "#db/client";
import { apiKeys, builders } from "#db/schema/platform/index";
import { type AuthorizationRow, AUTHORIZATION_RECORD, standingOf, toAuthorization } from "#lib/authorization-record";
import type { KeyRecord } from "#lib/rate-limiter-protocol";

/** The key's record, straight from the database: for the time its limiter does not answer. */
export async function selectKey(platform: Db, hash: string): Promise<KeyRecord | undefined> {
  const row = await platform
    .select()
    .from(apiKeys)
    .innerJoin(builders, eq(builders.id, apiKeys.builder_id))
    .where(and(eq(apiKeys.key_hash, hash), eq(apiKeys.is_active, 1), eq(builders.is_active, 1)))
    .get();
  if (!row) return undefined;
  return {
    kind: "api_key",
    id: row.api_keys.id,
    applicationId: null,
    builderId: row.builders.id,
    shard: row.builders.shard,
    environment: row.builders.environment as KeyRecord["environment"],
    plan: row.builders.plan,
    scopes: JSON.parse(row.api_keys.scopes) as string[],
    rateLimit: row.api_keys.rate_limit,
    expiresAt: row.api_keys.expires_at,
  };
}

/** The same of an authorization, by its access token. */
export async function selectAuthorization(platform: Db, id: string, tokenHash: string): Promise<KeyRecord | undefined> {
  const row = await prepare(platform, AUTHORIZATION_RECORD, id).first<AuthorizationRow>();
  return row?.access_token_hash === tokenHash && standingOf(row) === "good" ? toAuthorization(row) : undefined;
}
