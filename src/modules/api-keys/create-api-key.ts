import { newApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { commitPlatform } from "#db/commit";
import { missingScopes, planLimit } from "#modules/access";
import type { Context } from "../../context";
import { DomainError, invalid } from "../../errors";
import { toApiKey } from "./shape";
import { insertKey, type KeyRow, selectCustomLimit } from "./store";
import type { ApiKeyWithSecret, NewApiKey } from "./types";

/**
 * Makes a key that is no stronger than the one that makes it: no scope it has not, no higher limit.
 * @throws DomainError insufficient_scope, invalid_request
 */
export async function createApiKey(ctx: Context, input: NewApiKey): Promise<ApiKeyWithSecret> {
  const most = Math.min(
    planLimit(ctx.plan, await selectCustomLimit(ctx)),
    ctx.actor.type === "system" ? Infinity : ctx.actor.rateLimit,
  );
  const limit = input.rate_limit ?? most;
  if (limit > most)
    throw invalid([{ pointer: "/rate_limit", detail: `rate_limit is at most ${most} requests a minute here.` }]);
  refuseStronger(ctx, input.scopes);
  const expiresAt = input.expires_at ? Date.parse(input.expires_at) : null;
  if (expiresAt !== null && expiresAt <= ctx.now)
    throw invalid([{ pointer: "/expires_at", detail: "expires_at has passed." }]);
  const { row, key } = await newRow(ctx, {
    name: input.name,
    scopes: input.scopes,
    rate_limit: limit,
    expires_at: expiresAt,
    rolled_from: null,
  });
  return await commitPlatform(ctx, { writes: [insertKey(ctx, row)], result: { ...toApiKey(ctx, row), key } });
}

export function refuseStronger(ctx: Context, scopes: readonly string[]): void {
  if (ctx.actor.type === "system") return;
  const missing = missingScopes(scopes, ctx.actor.scopes);
  if (missing.length === 0) return;
  throw new DomainError("insufficient_scope", `You have not ${missing.join(", ")} yourself and cannot give it on.`, {
    errors: missing.map((scope) => ({ pointer: "/scopes", detail: `${scope} is not among your own scopes.` })),
  });
}

type Chosen = {
  name: string;
  scopes: readonly string[];
  rate_limit: number;
  expires_at: number | null;
  rolled_from: string | null;
};

export async function newRow(ctx: Context, chosen: Chosen): Promise<{ row: KeyRow; key: string }> {
  const { key, prefix } = newApiKey(ctx.environment);
  const row: KeyRow = {
    ...chosen,
    id: newId(ctx.now),
    builder_id: ctx.builderId,
    scopes: JSON.stringify([...new Set(chosen.scopes)].toSorted()),
    key_hash: await sha256Hex(key),
    key_prefix: prefix,
    last_used_at: null,
    is_active: 1,
    created_by: ctx.actor.type === "api_key" ? ctx.actor.id : null,
    created_at: ctx.now,
    revoked_at: null,
  };
  return { row, key };
}
