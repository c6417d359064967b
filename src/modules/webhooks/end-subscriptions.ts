import { type Db, prepare } from "#db/client";
import { newId } from "#lib/ids";

/** An application at a builder. */
export type Tie = { builderId: string; applicationId: string };

/** The builder is told of each application that had any. */
const NOTIFY = `insert into notifications (builder_id, id, kind, title, body, object_id, created_at)
 select value->>1, value->>0, 'webhooks_ended', value->>3 || ' gets no more webhooks',
  'Nobody allows the application any longer what its webhooks need, so they have ended.', value->>2, ?2
 from json_each(?1) where exists (select 1 from webhook_subscriptions s where s.application_id = value->>2 and s.builder_id = value->>1)`;

const THESE = `application_id is not null and (application_id, builder_id) in (select value->>2, value->>1 from json_each(?1))`;

/**
 * Ends the subscriptions that applications made at builders, with their secrets. From then on no attempt begins; their log
 * goes with the next purge.
 * @param ties each with the application's name, for the notice to the builder
 * @returns how many ended
 */
export async function endSubscriptions(
  db: Db,
  ties: readonly (Tie & { name: string })[],
  now: number,
): Promise<number> {
  if (ties.length === 0) return 0;
  const rows = ties.map(({ builderId, applicationId, name }) => [newId(now), builderId, applicationId, name]);
  const these = JSON.stringify(rows);
  const [, , ended] = await db.$client.batch([
    prepare(db, NOTIFY, these, now),
    prepare(
      db,
      `delete from webhook_secrets where subscription_id in (select id from webhook_subscriptions where ${THESE})`,
      these,
    ),
    prepare(db, `delete from webhook_subscriptions where ${THESE}`, these),
  ]);
  return ended?.meta.changes ?? 0;
}

const A_PAGE = 500;

/** The applications that have subscriptions in a shard, in pages. @param after the last of the page before */
export async function listTies(db: Db, after: Tie | undefined): Promise<Tie[]> {
  const { results } = await prepare(
    db,
    `select distinct application_id, builder_id from webhook_subscriptions
 where application_id is not null and (application_id, builder_id) > (?1, ?2) order by application_id, builder_id limit ${A_PAGE}`,
    after?.applicationId ?? "",
    after?.builderId ?? "",
  ).all<{ application_id: string; builder_id: string }>();
  return results.map((row) => ({ applicationId: row.application_id, builderId: row.builder_id }));
}
