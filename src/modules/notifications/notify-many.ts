import { type Db, prepare } from "#db/client";
import { columnsOf, type Notice } from "./notify";

const INSERT = `insert into notifications (builder_id, id, kind, title, body, object_id, created_at)
 select value, ?2, ?3, ?4, ?5, ?6, ?7 from json_each(?1) where true on conflict (builder_id, id) do nothing`;

/** One notice to many builders of a shard; told again, it changes nothing. @param id names the notice, the same for all */
export async function notifyMany(
  db: Db,
  builderIds: readonly string[],
  id: string,
  notice: Notice,
  now: number,
): Promise<void> {
  await prepare(db, INSERT, JSON.stringify(builderIds), id, ...columnsOf(notice), now).run();
}

const WITHDRAW = "delete from notifications where (builder_id, id) in (select value, ?2 from json_each(?1))";

/** Takes such a notice back. */
export async function withdrawMany(db: Db, builderIds: readonly string[], id: string): Promise<void> {
  await prepare(db, WITHDRAW, JSON.stringify(builderIds), id).run();
}
