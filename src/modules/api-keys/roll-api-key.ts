import { commitPlatform, mustChange } from "#db/commit";
import { forgetKey } from "#modules/access";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";
import { newRow, refuseStronger } from "./create-api-key";
import { toApiKey } from "./shape";
import { insertKey, selectKey, updateValidKey } from "./store";
import type { ApiKeyWithSecret } from "./types";

const DAY_MS = 86_400_000;

/**
 * Replaces a key by one with the same name, scopes and limit. The old one lives on for the chosen time, never past its
 * own expiry.
 * @param overlapDays 0 to 7
 * @throws DomainError invalid_state when the key is no longer valid; conflict when it is rolled or revoked at the same time
 */
export async function rollApiKey(ctx: Context, id: string, overlapDays: number): Promise<ApiKeyWithSecret> {
  const old = await selectKey(ctx, id);
  if (!old) throw notFound("API key");
  if (old.is_active !== 1 || (old.expires_at !== null && old.expires_at <= ctx.now)) {
    throw new DomainError(
      "invalid_state",
      "The key has expired or was revoked, and cannot be rolled. Create a new one.",
    );
  }
  const scopes = JSON.parse(old.scopes) as string[];
  refuseStronger(ctx, scopes);
  if (ctx.actor.type === "api_key" && old.rate_limit > ctx.actor.rateLimit) {
    throw new DomainError(
      "forbidden",
      `The key's limit, ${old.rate_limit} requests a minute, is above this key's own.`,
    );
  }
  const ends = Math.min(ctx.now + overlapDays * DAY_MS, old.expires_at ?? Infinity);
  const { row, key } = await newRow(ctx, {
    name: old.name,
    scopes,
    rate_limit: old.rate_limit,
    expires_at: old.expires_at,
    rolled_from: id,
  });
  const ending = overlapDays === 0 ? { is_active: 0, revoked_at: ctx.now } : { expires_at: ends };
  const result = await commitPlatform(ctx, {
    writes: [...mustChange(ctx.platform, updateValidKey(ctx, old, ending)), insertKey(ctx, row)],
    result: { ...toApiKey(ctx, row), key },
  });
  await forgetKey(ctx.env, old.key_hash);
  return result;
}
