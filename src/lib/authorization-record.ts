import { planLimit } from "./plan-limits";
import type { KeyRecord, Standing } from "./rate-limiter-protocol";

/** An authorization as it is checked at each request, by its id; none when it never had a token. */
export const AUTHORIZATION_RECORD = `select a.id, a.application_id, a.builder_id, a.access_token_hash, a.access_scopes, a.access_expires_at,
 a.revoked_at is not null or p.id is null as is_revoked, b.is_active, b.shard, b.environment, b.plan, b.custom_rate_limit
 from oauth_authorizations a join builders b on b.id = a.builder_id left join oauth_applications p on p.id = a.application_id
 where a.id = ?1 and a.access_token_hash is not null`;

export type AuthorizationRow = {
  id: string;
  application_id: string;
  builder_id: string;
  access_token_hash: string;
  access_scopes: string;
  access_expires_at: number;
  is_revoked: number;
  /** Of the builder. */
  is_active: number;
  shard: number;
  environment: "live" | "sandbox";
  plan: string;
  custom_rate_limit: number | null;
};

export const toAuthorization = (row: AuthorizationRow): KeyRecord => ({
  kind: "authorization",
  id: row.id,
  applicationId: row.application_id,
  builderId: row.builder_id,
  shard: row.shard,
  environment: row.environment,
  plan: row.plan,
  scopes: JSON.parse(row.access_scopes) as string[],
  rateLimit: planLimit(row.plan, row.custom_rate_limit),
  expiresAt: row.access_expires_at,
});

/** Authorizations of a suspended builder end for good, so one that has ended is told as revoked first. */
export const standingOf = (row: Pick<AuthorizationRow, "is_revoked" | "is_active">): Standing =>
  row.is_revoked === 1 ? "revoked" : row.is_active === 1 ? "good" : "suspended";
