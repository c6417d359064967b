import { CallFailure } from "./endpoint";
import type { FollowedPermit, Page, Run, Site, SiteAddress, Sync, SyncedRecord } from "./version";

/** The sites that are left when a run goes on after one of them. */
const sitesAfter = <S extends { id: string }>(sites: readonly S[], cursor: string | null): S[] =>
  sites.filter(({ id }) => cursor === null || id > cursor);

/** What may be one site's own misfortune; a refused call, a wrong setting or our own fault concern all of them. */
const isOfOneSite = (failure: CallFailure): boolean =>
  !failure.refused && (failure.class === "contract" || failure.class === "transient");

/**
 * Reads the records of each site, a page of it, for a sync that goes on from the last id. A site that fails holds up no other: the
 * rest are read, the cursor stays before it, and the run ends in its failure.
 * @param sites by id
 * @throws CallFailure the first one
 */
async function* siteBySite<S extends { id: string }, T>(
  sites: readonly S[],
  cursor: string | null,
  read: (site: S) => Promise<readonly SyncedRecord<T>[]>,
): AsyncIterable<Page<T>> {
  let reached = cursor;
  let failed: CallFailure | undefined;
  for (const site of sitesAfter(sites, cursor)) {
    let records: readonly SyncedRecord<T>[];
    try {
      records = await read(site);
    } catch (error) {
      if (!(error instanceof CallFailure) || !isOfOneSite(error)) throw error;
      failed ??= error;
      continue;
    }
    if (!failed) reached = site.id;
    yield { records, cursor: reached, total: sites.length };
  }
  if (failed) throw failed;
}

type Started<C> = Parameters<Sync<C, unknown>["run"]>[0];

const snapshot = <C, S extends { id: string }, T>(
  sitesOf: (run: Started<C>) => Promise<readonly S[]>,
  begin: (run: Run<C>) => (site: S) => Promise<readonly SyncedRecord<T>[]>,
): Sync<C, T> => ({
  mode: "snapshot",
  deletionsExpected: true,
  async *run(run) {
    const read = begin(run);
    yield* siteBySite(await sitesOf(run), run.cursor, read);
  },
});

/** What a record of a site begins with: whose it is, and where that was when it was read. */
const begun = ({ id, latitude, longitude }: Site) => ({ site_id: id, latitude, longitude });
type OfSite<T> = T & ReturnType<typeof begun>;

/**
 * A sync that keeps one record a project's site; none where there is nothing to tell.
 * @param begin makes what reads a site: once a run, so that it can remember what it has read
 */
export const ofEachSite = <C, T extends object>(
  begin: (run: Run<C>) => (site: Site) => Promise<T | null>,
): Sync<C, OfSite<T>> =>
  snapshot(
    ({ sites }) => sites(),
    (run) => {
      const read = begin(run);
      return async (site) => {
        const data = await read(site);
        return data ? [{ id: site.id, data: { ...begun(site), ...data } }] : [];
      };
    },
  );

/** A sync that keeps any number of records a project's site. @param idOf tells those of one site apart */
export const listOfEachSite = <C, T extends object>(
  idOf: (item: T) => string,
  begin: (run: Run<C>) => (site: Site) => Promise<readonly T[]>,
): Sync<C, OfSite<T>> =>
  snapshot(
    ({ sites }) => sites(),
    (run) => {
      const read = begin(run);
      return async (site) =>
        (await read(site)).map((item) => ({ id: `${site.id} ${idOf(item)}`, data: { ...begun(site), ...item } }));
    },
  );

/** One record for each address of a project whose place is not known. */
export const ofEachAddress = <C, T extends object>(
  begin: (run: Run<C>) => (address: string) => Promise<T>,
): Sync<C, T & { site_id: string; address: string }> =>
  snapshot(
    ({ addresses }) => addresses(),
    (run) => {
      const read = begin(run);
      return async ({ id, address }: SiteAddress) => [{ id, data: { site_id: id, address, ...(await read(address)) } }];
    },
  );

/** What authorities publish of each permit that is followed, under its id there; none where they publish nothing of it. */
export const ofEachPermit = <C, T extends object>(
  begin: (run: Run<C>) => (permit: FollowedPermit) => Promise<SyncedRecord<T> | null>,
): Sync<C, T> =>
  snapshot(
    ({ permits }) => permits(),
    (run) => {
      const read = begin(run);
      return async (permit: FollowedPermit) => {
        const found = await read(permit);
        return found ? [found] : [];
      };
    },
  );

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
