import { CallFailure } from "./endpoint";
import type { Page } from "./version";

/** What may be one site's own misfortune; a refused call, a wrong setting or our own fault concern all of them. */
const isOfOneSite = (failure: CallFailure): boolean =>
  !failure.refused && (failure.class === "contract" || failure.class === "transient");

/**
 * Reads one record a site, each a page, for a sync that goes on from the last id. A site that fails holds up no other: the
 * rest are read, the cursor stays before it, and the run ends in its failure.
 * @param sites by id
 * @throws CallFailure the first one
 */
export async function* siteBySite<S extends { id: string }, T>(
  sites: readonly S[],
  cursor: string | null,
  read: (site: S) => Promise<T>,
): AsyncIterable<Page<T>> {
  let reached = cursor;
  let failed: CallFailure | undefined;
  for (const site of sites.filter(({ id }) => cursor === null || id > cursor)) {
    let data: T;
    try {
      data = await read(site);
    } catch (error) {
      if (!(error instanceof CallFailure) || !isOfOneSite(error)) throw error;
      failed ??= error;
      continue;
    }
    if (!failed) reached = site.id;
    yield { records: [{ id: site.id, data }], cursor: reached, total: sites.length };
  }
  if (failed) throw failed;
}
