import { type Db, prepare } from "#db/client";

const SQL = `select builder_id, id from installs indexed by installs_of_slug where slug = ?1 and builder_id > ?2
 and connector_version = ?3 and deadline_step is not ?4 and status not in ('uninstalled', 'pending') order by builder_id limit ?5`;

/**
 * Installs of a shard on one version of an integration, by their builders' ids.
 * @param but.after the last builder of the page before
 * @param but.step without those whose last step this was
 */
export async function installsOn(
  db: Db,
  { slug, version }: { slug: string; version: string },
  { after, step, limit }: { after: string; step: string; limit: number },
): Promise<{ builderId: string; installId: string }[]> {
  const { results } = await prepare(db, SQL, slug, after, version, step, limit).all<{
    builder_id: string;
    id: string;
  }>();
  return results.map(({ builder_id: builderId, id: installId }) => ({ builderId, installId }));
}
