import { CallFailure } from "./endpoint";
import type { Page, Run, Site, SiteAddress, Sync, SyncedRecord } from "./version";

/** The sites that are left when a run goes on after one of them. */
const sitesAfter = <S extends { id: string }>(sites: readonly S[], cursor: string | null): S[] =>
  sites.filter(({ id }) => cursor === null || id > cursor);

/** What may be one site's own misfortune; a refused call, a wrong setting or our own fault concern all of them. */
const isOfOneSite = (failure: CallFailure): boolean =>
  !failure.refused && (failure.class === "contract" || failure.class === "transient");

/**
 * Reads one record a site, each a page, for a sync that goes on from the last id. A site that fails holds up no other: the
 * rest are read, the cursor stays before it, and the run ends in its failure.
 * @param sites by id
 * @throws CallFailure the first one
 */
async function* siteBySite<S extends { id: string }, T>(
  sites: readonly S[],
  cursor: string | null,
  read: (site: S) => Promise<T>,
): AsyncIterable<Page<T>> {
  let reached = cursor;
  let failed: CallFailure | undefined;
  for (const site of sitesAfter(sites, cursor)) {
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

type OfSite<T> = T & { site_id: string };
type Started<C> = Parameters<Sync<C, unknown>["run"]>[0];

const each = <C, S extends { id: string }, T extends object>(
  sitesOf: (run: Started<C>) => Promise<readonly S[]>,
  begin: (run: Run<C>) => (site: S) => Promise<T>,
): Sync<C, OfSite<T>> => ({
  mode: "snapshot",
  deletionsExpected: true,
  async *run(run) {
    const read = begin(run);
    yield* siteBySite(await sitesOf(run), run.cursor, async (site) => ({ site_id: site.id, ...(await read(site)) }));
  },
});

/**
 * A sync that keeps one record a project's site.
 * @param begin makes what reads a site: once a run, so that it can remember what it has read
 */
export const ofEachSite = <C, T extends object>(begin: (run: Run<C>) => (site: Site) => Promise<T>) =>
  each<C, Site, T>(({ sites }) => sites(), begin);

/** The same, of the addresses of projects whose place is not known. */
export const ofEachAddress = <C, T extends object>(begin: (run: Run<C>) => (site: SiteAddress) => Promise<T>) =>
  each<C, SiteAddress, T>(({ addresses }) => addresses(), begin);

/** A sync that keeps any number of records a project's site, and ends at the first site that fails. */
export const listOfEachSite = <C, T>(
  begin: (run: Run<C>) => (site: Site) => Promise<readonly SyncedRecord<T>[]>,
): Sync<C, T> => ({
  mode: "snapshot",
  deletionsExpected: true,
  async *run(run) {
    const read = begin(run);
    const all = await run.sites();
    for (const site of sitesAfter(all, run.cursor))
      yield { records: await read(site), cursor: site.id, total: all.length };
  },
});

/**
 * For a sync that asks several upstreams: one that has failed is not asked again in the same run, so that its sites hold up
 * no others.
 */
export function unlessFailed<K>(): <T>(upstream: K, ask: () => Promise<T>) => Promise<T> {
  const failed = new Map<K, CallFailure>();
  return async (upstream, ask) => {
    const before = failed.get(upstream);
    if (before) throw before;
    try {
      return await ask();
    } catch (error) {
      if (error instanceof CallFailure && error.class === "transient") failed.set(upstream, error);
      throw error;
    }
  };
}

/** Where a site was when it was read, as its record keeps it. */
export const placeOf = ({ latitude, longitude }: Site): Pick<Site, "latitude" | "longitude"> => ({
  latitude,
  longitude,
});
