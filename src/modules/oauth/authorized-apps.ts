import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { type Listable, type ListQuery, time } from "#models";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { endAuthorizations } from "./end-authorizations";

export type Grant = {
  id: string;
  scopes: string[];
  granted_by: { id: string; name: string | null; email: string | null };
  granted_at: string;
  last_used_at: string | null;
};

/** An application with what it may do at the builder: each grant a member made, newest first, and all of them together. */
export type AuthorizedApp = {
  id: string;
  name: string;
  description: string;
  developer: string | null;
  homepage_url: string | null;
  logo_url: string | null;
  is_approved: boolean;
  scopes: string[];
  granted_by: Grant["granted_by"];
  granted_at: string;
  last_used_at: string | null;
  grants: Grant[];
  created_at: string;
};

export const authorizedAppList: Listable = {
  fields: {
    created_at: time({
      description: "When the application was first authorized, of what is still in force.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

const LIVE = `revoked_at is null and access_token_hash is not null
 and refresh_expires_at > cast(unixepoch('subsec') * 1000 as integer)`;

/** One row an application: the id of its first grant orders them, and tells when it was made. */
const SOURCE = `(select builder_id, application_id, min(id) as id from oauth_authorizations where ${LIVE}
 group by builder_id, application_id)`;

const MOST_GRANTS = 20;
const DETAILS = `select p.id as application_id, p.name, p.description, p.homepage_url, p.logo_url, p.is_approved, d.name as developer,
 z.id, z.scopes_granted, z.created_at, z.last_used_at, z.user_id, u.name as user_name, u.email as user_email
 from (select *, row_number() over (partition by application_id order by id desc) as place from oauth_authorizations
   where builder_id = ?1 and application_id in (select value from json_each(?2)) and ${LIVE}) z
 join oauth_applications p on p.id = z.application_id left join users d on d.id = p.developer_id
 left join users u on u.id = z.user_id where z.place <= ${MOST_GRANTS} order by z.id desc`;

type Row = {
  application_id: string;
  name: string;
  description: string;
  homepage_url: string | null;
  logo_url: string | null;
  is_approved: number;
  developer: string | null;
  id: string;
  scopes_granted: string;
  created_at: number;
  last_used_at: number | null;
  user_id: string;
  user_name: string | null;
  user_email: string | null;
};

/** The applications that members of the builder let in and that can still get in. */
export async function listAuthorizedApps(ctx: Context, query: ListQuery): Promise<Page<AuthorizedApp>> {
  const source = {
    table: SOURCE,
    columns: "application_id, id",
    fixed: { builder_id: ctx.builderId },
    idColumn: "id",
  };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  const ids = data.map((row) => row["application_id"] as string);
  const { results } = await prepare(ctx.platform, DETAILS, ctx.builderId, JSON.stringify(ids)).all<Row>();
  const apps = data.flatMap((row) => {
    const grants = results.filter(({ application_id }) => application_id === row["application_id"]);
    return grants[0] ? [toApp(grants[0], grants, row["id"] as string)] : [];
  });
  return { data: apps, nextCursor };
}

function toApp(latest: Row, rows: readonly Row[], firstId: string): AuthorizedApp {
  const grants = rows.map(toGrant);
  const first = rows.find(({ id }) => id === firstId) ?? rows.at(-1) ?? latest;
  const used = rows.map(({ last_used_at }) => last_used_at ?? 0);
  return {
    id: latest.application_id,
    name: latest.name,
    description: latest.description,
    developer: latest.developer,
    homepage_url: latest.homepage_url,
    logo_url: latest.logo_url,
    is_approved: latest.is_approved === 1,
    scopes: [...new Set(grants.flatMap(({ scopes }) => scopes))].toSorted(),
    granted_by: toGrant(latest).granted_by,
    granted_at: iso(latest.created_at),
    last_used_at: isoOrNull(Math.max(...used)),
    grants,
    created_at: iso(first.created_at),
  };
}

const toGrant = (row: Row): Grant => ({
  id: row.id,
  scopes: JSON.parse(row.scopes_granted) as string[],
  granted_by: { id: row.user_id, name: row.user_name, email: row.user_email },
  granted_at: iso(row.created_at),
  last_used_at: isoOrNull(row.last_used_at),
});

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms ? iso(ms) : null);

const FIND = `select 1 as whole from oauth_authorizations where builder_id = ?1 and application_id = ?2
 union all select 0 from oauth_authorizations where id = ?2 and builder_id = ?1 limit 1`;

/**
 * Takes an application's access to the builder away, with every token it has; or one of its grants alone. When it
 * returns, no request with those tokens is accepted anywhere. Revoking again is no error.
 * @param id the application's, or a grant's
 */
export async function revokeAuthorizedApp(ctx: Context, id: string): Promise<void> {
  const found = await prepare(ctx.platform, FIND, ctx.builderId, id).first<{ whole: number }>();
  if (!found) throw notFound("authorized application");
  const where = found.whole === 1 ? { applicationId: id, builderId: ctx.builderId } : { id };
  await endAuthorizations(ctx.platform, ctx.env, where, ctx.now);
}
