import { commitPlatform } from "#db/commit";
import { forgetKey } from "#modules/access";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { revokeKey, selectKey } from "./store";

/**
 * Revokes a key. When this returns, no request with the key is accepted anywhere.
 * Revoking a revoked key again is no error, so an unanswered call can be repeated.
 */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  const row = await selectKey(ctx, id);
  if (!row) throw notFound("API key");
  const writes = row.is_active === 1 ? [revokeKey(ctx, id)] : [];
  await commitPlatform(ctx, { writes, result: undefined });
  await forgetKey(ctx.env, row.key_hash);
}
