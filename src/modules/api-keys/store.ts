import { and, eq } from "drizzle-orm";
import { statement, type Write } from "#db/client";
import { apiKeys, builders } from "#db/schema/platform/index";
import type { Context } from "../../context";

export type KeyRow = typeof apiKeys.$inferSelect;

export const insertKey = (ctx: Context, row: typeof apiKeys.$inferInsert): Write =>
  statement(ctx.platform, ctx.platform.insert(apiKeys).values(row));

export const updateKey = (ctx: Context, id: string, set: Partial<KeyRow>): Write =>
  statement(
    ctx.platform,
    ctx.platform
      .update(apiKeys)
      .set(set)
      .where(and(eq(apiKeys.builder_id, ctx.builderId), eq(apiKeys.id, id))),
  );

export const selectKey = (ctx: Context, id: string): Promise<KeyRow | undefined> =>
  ctx.platform
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.builder_id, ctx.builderId), eq(apiKeys.id, id)))
    .get();

export const selectCustomLimit = async (ctx: Context): Promise<number | null> =>
  (
    await ctx.platform
      .select({ limit: builders.custom_rate_limit })
      .from(builders)
      .where(eq(builders.id, ctx.builderId))
      .get()
  )?.limit ?? null;
