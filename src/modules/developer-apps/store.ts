import { prepare, statement, type Write } from "#db/client";
import { oauthApplications } from "#db/schema/platform/index";
import type { UserContext } from "../../context";
import { notFound } from "../../errors";
import type { AppState, AppType, DeveloperApp } from "./types";

export type AppRow = typeof oauthApplications.$inferSelect;

export const COLUMNS = `id, developer_id, name, description, client_id, type, client_secret_hash, previous_secret_hash,
 previous_secret_expires_at, redirect_uris, scopes, logo_url, homepage_url, access_ttl, refresh_ttl, status, is_published,
 is_approved, install_count, created_at, updated_at`;

type Ctx = Pick<UserContext, "platform" | "user">;

/** @throws DomainError not_found when it is not the user's */
export async function findApp(ctx: Ctx, id: string): Promise<AppRow> {
  const row = await prepare(
    ctx.platform,
    `select ${COLUMNS} from oauth_applications where id = ?1 and developer_id = ?2`,
    id,
    ctx.user.id,
  ).first<AppRow>();
  if (!row) throw notFound("application");
  return row;
}

/** Whoever it belongs to: for platform admins. */
export async function findAnyApp(ctx: Pick<UserContext, "platform">, id: string): Promise<AppRow> {
  const row = await prepare(
    ctx.platform,
    `select ${COLUMNS} from oauth_applications where id = ?1`,
    id,
  ).first<AppRow>();
  if (!row) throw notFound("application");
  return row;
}

export const insertApp = (ctx: Ctx, row: typeof oauthApplications.$inferInsert): Write =>
  statement(ctx.platform, ctx.platform.insert(oauthApplications).values(row));

/** Sets columns if the row is still as it was read. */
export function updateApp(ctx: Pick<UserContext, "platform">, before: AppRow, set: Partial<AppRow>): Write {
  const entries = Object.entries(set);
  const assignments = entries.map(([name], at) => `${name} = ?${at + 4}`);
  return prepare(
    ctx.platform,
    `update oauth_applications set ${assignments.join(", ")} where id = ?1 and updated_at = ?2 and status = ?3`,
    before.id,
    before.updated_at,
    before.status,
    ...entries.map(([, value]) => value),
  );
}

/** `updated_at` tells versions apart, so it never stands still. */
export const nextVersion = (before: AppRow, now: number): number => Math.max(now, before.updated_at + 1);

const time = (value: number | null): string | null => (value === null ? null : new Date(value).toISOString());

export const toApp = (row: AppRow, now: number): DeveloperApp => ({
  id: row.id,
  name: row.name,
  description: row.description,
  client_id: row.client_id,
  type: row.type as AppType,
  redirect_uris: JSON.parse(row.redirect_uris) as string[],
  scopes: JSON.parse(row.scopes) as string[],
  logo_url: row.logo_url,
  homepage_url: row.homepage_url,
  access_ttl: row.access_ttl,
  refresh_ttl: row.refresh_ttl,
  state: row.status as AppState,
  is_published: row.is_published === 1,
  install_count: row.install_count,
  previous_secret_expires_at: (row.previous_secret_expires_at ?? 0) > now ? time(row.previous_secret_expires_at) : null,
  created_at: new Date(row.created_at).toISOString(),
  updated_at: new Date(row.updated_at).toISOString(),
});
