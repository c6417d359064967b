import { and, eq, isNull } from "drizzle-orm";
import { statement, type Write } from "#db/client";
import { apiKeys, builders } from "#db/schema/platform/index";
import type { Context } from "../../context";

export type KeyRow = typeof apiKeys.$inferSelect;

export const insertKey = (ctx: Context, row: typeof apiKeys.$inferInsert): Write =>
  statement(ctx.platform, ctx.platform.insert(apiKeys).values(row));

const own = (ctx: Context, id: string) => and(eq(apiKeys.builder_id, ctx.builderId), eq(apiKeys.id, id));

/** Whatever has become of the key since it was read. */
export const revokeKey = (ctx: Context, id: string): Write =>
  statement(ctx.platform, ctx.platform.update(apiKeys).set({ is_active: 0, revoked_at: ctx.now }).where(own(ctx, id)));

/** Changes a key that was not revoked since it was read, nor given another end; else no row. */
export const updateValidKey = (ctx: Context, { id, expires_at: at }: KeyRow, set: Partial<KeyRow>): Write =>
  statement(
    ctx.platform,
    ctx.platform
      .update(apiKeys)
      .set(set)
      .where(
        and(
          own(ctx, id),
          eq(apiKeys.is_active, 1),
          at === null ? isNull(apiKeys.expires_at) : eq(apiKeys.expires_at, at),
        ),
      ),
  );

export const selectKey = (ctx: Context, id: string): Promise<KeyRow | undefined> =>
  ctx.platform.select().from(apiKeys).where(own(ctx, id)).get();

export const selectCustomLimit = async (ctx: Context): Promise<number | null> =>
  (
    await ctx.platform
      .select({ limit: builders.custom_rate_limit })
      .from(builders)
      .where(eq(builders.id, ctx.builderId))
      .get()
  )?.limit ?? null;
