import { type Db, prepare } from "#db/client";

const SQL = `select builder_id from installs indexed by installs_of_slug where slug = ?1 and builder_id > ?2
 and environment = 'live' and (?4 or status not in ('uninstalled', 'pending')) order by builder_id limit ?3`;

/**
 * Builders of a shard that have an integration installed, by id.
 * @param page.after the last one of the page before
 * @param page.ever also those that had it once
 */
export async function buildersWith(
  db: Db,
  slug: string,
  { after, limit, ever }: { after: string; limit: number; ever: boolean },
): Promise<string[]> {
  const { results } = await prepare(db, SQL, slug, after, limit, ever ? 1 : 0).all<{ builder_id: string }>();
  return results.map(({ builder_id: id }) => id);
}
