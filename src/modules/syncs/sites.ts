import { prepare } from "#db/client";
import type { Site, SiteAddress } from "#connectors/sdk";
import { canonicalRecords } from "#models";
import type { Context } from "../../context";
import { followedPermits } from "./followed-permits";

/** Sites of one builder that a run is given. */
const MOST = 1000;
/** Whose syncs find the places of addresses. */
const GEOCODER = "fema-flood-maps";

type Row = {
  id: string;
  latitude: number | null;
  longitude: number | null;
  address_line1: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  located: string | null;
};

const SITES = `select p.id, p.latitude, p.longitude, p.address_line1, p.city, p.state, p.postal_code, l.data as located
 from projects p indexed by projects_status left join synced_records l on l.builder_id = ?1
 and l.install_id = (select id from installs where builder_id = ?1 and slug = ?2)
 and l.model = 'site_location' and l.external_id = p.id and l.deleted_at is null
 where p.builder_id = ?1 and p.status in ('preconstruction', 'active', 'on_hold')
 and (p.latitude is not null and p.longitude is not null or p.address_line1 is not null) order by p.id limit ${MOST}`;

/** Projects that are to be built or being built, by id. */
const readProjects = async (ctx: Context): Promise<Row[]> =>
  (await prepare(ctx.db, SITES, ctx.builderId, GEOCODER).all<Row>()).results;

/** A street address in one line; undefined where too little is known of it to find a place. */
export function addressOf({
  address_line1: line,
  city,
  state,
  postal_code: code,
}: Pick<Row, "address_line1" | "city" | "state" | "postal_code">): string | undefined {
  if (!line || !(code ?? (city && state))) return undefined;
  return [line, city, [state, code].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

/** The project's own coordinates, else those that its address as it is now was found at. */
function siteOf(row: Row): Site | undefined {
  const { id, latitude, longitude, state, located } = row;
  if (latitude !== null && longitude !== null) return { id, latitude, longitude, state };
  const found = located === null ? undefined : canonicalRecords.site_location().parse(JSON.parse(located));
  if (!found || found.latitude === null || found.longitude === null || found.address !== addressOf(row))
    return undefined;
  return { id, latitude: found.latitude, longitude: found.longitude, state };
}

/** Projects that are to be built or being built, and whose place is known, by id. */
const sitesOf = async (ctx: Context): Promise<Site[]> => (await readProjects(ctx)).flatMap((row) => siteOf(row) ?? []);

/** Those that have an address and no coordinates of their own, by id. */
const addressesOf = async (ctx: Context): Promise<SiteAddress[]> =>
  (await readProjects(ctx)).flatMap((row) => {
    const address = row.latitude === null || row.longitude === null ? addressOf(row) : undefined;
    return address === undefined ? [] : [{ id: row.id, address }];
  });

/** What a sync may ask of the builder's own data. @param connector its slug */
export const ownData = (ctx: Context, connector: string) => ({
  sites: () => sitesOf(ctx),
  addresses: () => addressesOf(ctx),
  permits: () => followedPermits(ctx, connector),
});
