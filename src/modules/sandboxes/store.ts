import { prepare, type Write } from "#db/client";
import { isLostRace, mustHold } from "#db/commit";
import { type Entity, entities } from "#models";
import { insertRecords } from "#modules/records";
import type { Context } from "../../context";
import type { Content } from "./seed/documents";
import type { Batch } from "./seed/records";

export type SandboxRow = {
  id: string;
  name: string;
  plan: string;
  environment: "sandbox";
  shard: number;
  sandbox_of: string | null;
  sandbox_of_user: string | null;
  is_active: number;
  created_at: number;
};

export const COLUMNS = "id, name, plan, environment, shard, sandbox_of, sandbox_of_user, is_active, created_at";

/** Entities with what refers to others after what is referred to. */
function inOrder(): Entity[] {
  const placed = new Set<string>();
  const order: Entity[] = [];
  const place = (entity: Entity): void => {
    if (placed.has(entity.name)) return;
    placed.add(entity.name);
    for (const field of Object.values(entity.fields)) {
      const target = field.kind === "ref" ? entities[field.to] : undefined;
      if (target) place(target);
    }
    order.push(entity);
  };
  for (const entity of Object.values(entities)) place(entity);
  return order;
}

/** Tables of what is about the records, or what integrations brought for them: it goes with them. */
const WITH_THEM = [
  "events",
  "notifications",
  "notification_reads",
  "calendar_feeds",
  "calendar_turns",
  "calendar_cancellations",
  "permit_statuses",
  "surveys",
  "setbacks",
  "reminders",
  "record_links",
  "sync_conflicts",
  "sync_pages",
  "synced_records",
];

/** A run under way loses its lease. */
const SYNC_ANEW = `update install_syncs set cursor = null, run_id = null, lease_until = null,
 next_due_at = case when next_due_at is not null then cast(unixepoch('subsec') * 1000 as integer) end where builder_id = ?1`;

const AROUND = [
  "delete from webhook_attempts where subscription_id in (select id from webhook_subscriptions where builder_id = ?1)",
  "delete from webhook_deliveries where subscription_id in (select id from webhook_subscriptions where builder_id = ?1)",
  ...WITH_THEM.map((table) => `delete from ${table} where builder_id = ?1`),
  SYNC_ANEW,
];

type Place = Pick<Context, "db" | "builderId" | "env">;

/**
 * Puts the records in the place of everything the sandbox holds, in one batch: whoever reads sees the old or the new.
 * Webhooks keep their subscription, not their log; integrations stay installed, and bring anew what they bring.
 * @param condition SQL of the sandbox's id as ?1: where it does not hold by then, nothing is done
 * @returns whether it was done
 */
export async function replaceRecords(
  ctx: Place,
  records: Batch,
  contents: readonly Content[],
  condition?: string,
): Promise<boolean> {
  await inParallel(contents, ({ key, bytes, contentType }) =>
    ctx.env.FILES.put(key, bytes, { httpMetadata: { contentType } }),
  );
  const order = inOrder();
  const removal: Write[] = order
    .toReversed()
    .map(({ plural }) =>
      prepare(
        ctx.db,
        `delete from ${plural} where builder_id = ?1${plural === "documents" ? " returning object_key" : ""}`,
        ctx.builderId,
      ),
    );
  const insertion = order.flatMap((entity) => insertRecords(ctx, entity, records.get(entity) ?? []));
  const writes = [
    ...(condition === undefined ? [] : [mustHold(ctx.db, condition, ctx.builderId)]),
    ...AROUND.map((sql) => prepare(ctx.db, sql, ctx.builderId)),
    ...removal,
    ...insertion,
  ];
  try {
    const results = await ctx.db.$client.batch<{ object_key?: string | null }>(writes);
    const former = results.flatMap(({ results: rows }) => rows ?? []).flatMap(({ object_key: key }) => key ?? []);
    await deleteFiles(ctx, former);
    return true;
  } catch (error) {
    if (!isLostRace(error)) throw error;
    await deleteFiles(
      ctx,
      contents.map(({ key }) => key),
    );
    return false;
  }
}

async function deleteFiles({ env }: Pick<Place, "env">, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += 1000) await env.FILES.delete(keys.slice(at, at + 1000));
}

/** Deletes files of the sandbox that a filling which died has left. @param kept those of its records */
export async function deleteStrays({ env, builderId }: Place, kept: readonly Content[]): Promise<void> {
  const known = new Set(kept.map(({ key }) => key));
  const { objects } = await env.FILES.list({ prefix: `documents/${builderId}/` });
  await deleteFiles(
    { env },
    objects.flatMap(({ key }) => (known.has(key) ? [] : [key])),
  );
}

/** An invocation has six connections. */
const AT_ONCE = 6;

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) await Promise.all(items.slice(at, at + AT_ONCE).map(work));
}
