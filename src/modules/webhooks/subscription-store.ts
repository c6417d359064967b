import { and, eq } from "drizzle-orm";
import { mustChange } from "#db/commit";
import { prepare, statement, type Write } from "#db/client";
import { webhookSecrets, webhookSubscriptions } from "#db/schema/tenant/webhooks";
import { newId } from "#lib/ids";
import { seal, unseal } from "#lib/keyring";
import { sha256Hex } from "#lib/digest";
import { keyringOf } from "#lib/sealing";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import type { Subscription } from "./types";

export type SubscriptionRow = typeof webhookSubscriptions.$inferSelect;

/** The application that asks, if one does: it sees and changes the subscriptions it made, and no other. */
export const applicationOf = ({ actor }: Pick<Context, "actor">): string | undefined =>
  actor.type === "application" ? actor.id : undefined;

function own(ctx: Context, id: string) {
  const application = applicationOf(ctx);
  return and(
    eq(webhookSubscriptions.builder_id, ctx.builderId),
    eq(webhookSubscriptions.id, id),
    application === undefined ? undefined : eq(webhookSubscriptions.application_id, application),
  );
}

export async function findRow(ctx: Context, id: string): Promise<SubscriptionRow> {
  const row = await ctx.db.select().from(webhookSubscriptions).where(own(ctx, id)).get();
  if (!row) throw notFound("webhook");
  return row;
}

export const insertRow = (ctx: Context, row: SubscriptionRow): Write =>
  statement(ctx.db, ctx.db.insert(webhookSubscriptions).values(row));

export const updateRow = (ctx: Context, row: SubscriptionRow, set: Partial<SubscriptionRow>): Write[] =>
  mustChange(
    ctx.db,
    statement(
      ctx.db,
      ctx.db
        .update(webhookSubscriptions)
        .set({ ...set, version: row.version + 1, updated_at: ctx.now })
        .where(and(own(ctx, row.id), eq(webhookSubscriptions.version, row.version))),
    ),
  );

export const deleteRows = (ctx: Context, row: SubscriptionRow): Write[] => [
  ...mustChange(ctx.db, statement(ctx.db, ctx.db.delete(webhookSubscriptions).where(own(ctx, row.id)))),
  statement(ctx.db, ctx.db.delete(webhookSecrets).where(eq(webhookSecrets.subscription_id, row.id))),
];

export async function insertSecret(ctx: Context, subscriptionId: string, secret: string): Promise<Write> {
  const id = newId(ctx.now);
  const keyring = await keyringOf(ctx.env.ENCRYPTION_KEYS);
  const row = {
    subscription_id: subscriptionId,
    id,
    secret_sealed: await seal(keyring, secret, id),
    secret_hash: await sha256Hex(secret),
    created_at: ctx.now,
    expires_at: null,
  };
  return statement(ctx.db, ctx.db.insert(webhookSecrets).values(row));
}

/** The secrets in force until now go on signing until then; those already ending end when they were to. */
export const endSecrets = (ctx: Context, subscriptionId: string, at: number): Write =>
  prepare(
    ctx.db,
    "update webhook_secrets set expires_at = ?2 where subscription_id = ?1 and expires_at is null",
    subscriptionId,
    at,
  );

export const countRows = async (ctx: Context): Promise<number> =>
  (
    await prepare(
      ctx.db,
      "select count(*) as n from webhook_subscriptions where builder_id = ?1",
      ctx.builderId,
    ).first<{ n: number }>()
  )?.n ?? 0;

export async function sealHeaders(ctx: Context, id: string, headers: Record<string, string>): Promise<string | null> {
  if (Object.keys(headers).length === 0) return null;
  return await seal(await keyringOf(ctx.env.ENCRYPTION_KEYS), JSON.stringify(headers), `headers:${id}`);
}

export async function openHeaders(
  keys: string,
  row: { id: string; headers_sealed: string | null },
): Promise<Record<string, string>> {
  if (row.headers_sealed === null) return {};
  return JSON.parse(await unseal(await keyringOf(keys), row.headers_sealed, `headers:${row.id}`)) as Record<
    string,
    string
  >;
}

const time = (value: number | null): string | null => (value === null ? null : new Date(value).toISOString());

export async function toSubscription(ctx: Context, row: SubscriptionRow): Promise<Subscription> {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events) as string[],
    description: row.description,
    application_id: row.application_id,
    header_names: Object.keys(await openHeaders(ctx.env.ENCRYPTION_KEYS, row)),
    is_active: row.is_active === 1,
    failure_count: row.failure_count,
    disabled_at: time(row.disabled_at),
    disabled_reason: row.disabled_reason,
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  };
}
