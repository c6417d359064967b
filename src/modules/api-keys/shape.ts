import type { Context } from "../../context";
import type { KeyRow } from "./store";
import type { ApiKey } from "./types";

const time = (value: number | null | undefined): string | null => (value ? new Date(value).toISOString() : null);

export const COLUMNS =
  "id, name, key_prefix, scopes, rate_limit, is_active, last_used_at, expires_at, rolled_from, created_at, revoked_at";

export const toApiKey = (ctx: Context, row: Omit<KeyRow, "key_hash" | "builder_id" | "created_by">): ApiKey => ({
  id: row.id,
  name: row.name,
  key_prefix: row.key_prefix,
  scopes: JSON.parse(row.scopes) as string[],
  rate_limit: row.rate_limit,
  environment: ctx.environment,
  is_active: row.is_active === 1 && (row.expires_at === null || row.expires_at > ctx.now),
  last_used_at: time(row.last_used_at),
  expires_at: time(row.expires_at),
  rolled_from: row.rolled_from,
  created_at: new Date(row.created_at).toISOString(),
  revoked_at: time(row.revoked_at),
});
