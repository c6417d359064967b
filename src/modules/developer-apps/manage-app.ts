import { prepare } from "#db/client";
import { commitPlatform, mustChange } from "#db/commit";
import { type Page, page } from "#db/page";
import { sha256Hex } from "#lib/digest";
import { type Listable, type ListQuery, time } from "#models";
import { audit } from "#modules/audit";
import { endAuthorizations } from "#modules/oauth";
import type { UserContext } from "../../context";
import { DomainError } from "../../errors";
import { newClientSecret, refuseBadApp, sortedScopes } from "./register-app";
import { type AppRow, COLUMNS, findApp, nextVersion, toApp, updateApp } from "./store";
import type { AppPatch, AppType, AppWithSecret, DeveloperApp } from "./types";
import { spokenState } from "#lib/spoken-state";

const HOUR_MS = 3_600_000;

export type VersionedApp = { app: DeveloperApp; version: number };
type Precondition = (version: number) => void;

export const appList: Listable = {
  fields: {
    created_at: time({
      description: "When it was registered.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

export async function listApps(ctx: UserContext, query: ListQuery): Promise<Page<DeveloperApp>> {
  const source = {
    table: "oauth_applications",
    columns: COLUMNS,
    fixed: { developer_id: ctx.user.id },
    idColumn: "id",
  };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toApp(row as AppRow, ctx.now)), nextCursor };
}

export async function getApp(ctx: UserContext, id: string): Promise<VersionedApp> {
  const row = await findApp(ctx, id);
  return { app: toApp(row, ctx.now), version: row.updated_at };
}

/** What was reviewed may not change behind the review's back. */
const REVIEWED = ["redirect_uris", "scopes"] as const;

function refuseReviewed(before: AppRow, patch: AppPatch): void {
  if (!["submitted", "in_review", "approved"].includes(before.status)) return;
  const changed = REVIEWED.filter(
    (name) => patch[name] !== undefined && sortedScopes(patch[name]) !== sortedScopes(JSON.parse(before[name])),
  );
  if (changed.length === 0) return;
  throw new DomainError(
    "invalid_state",
    `The application is ${spokenState(before.status)}, so ${changed.join(" and ")} cannot change. Withdraw it first, or register another application to try things out.`,
    { errors: changed.map((name) => ({ pointer: `/${name}`, detail: `${name} is what was reviewed.` })) },
  );
}

function changesOf(patch: AppPatch): Partial<AppRow> {
  const { redirect_uris: uris, scopes, ...plain } = patch;
  return {
    ...(Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as Partial<AppRow>),
    ...(uris === undefined ? {} : { redirect_uris: JSON.stringify(uris) }),
    ...(scopes === undefined ? {} : { scopes: sortedScopes(scopes) }),
  };
}

export async function changeApp(
  ctx: UserContext,
  id: string,
  patch: AppPatch,
  ifMatch: Precondition,
): Promise<VersionedApp> {
  const before = await findApp(ctx, id);
  ifMatch(before.updated_at);
  refuseBadApp(ctx, patch, before.type as AppType);
  refuseReviewed(before, patch);
  return await write(ctx, before, changesOf(patch));
}

async function write(ctx: UserContext, before: AppRow, changes: Partial<AppRow>): Promise<VersionedApp> {
  const set = { ...changes, updated_at: nextVersion(before, ctx.now) };
  return await commitPlatform(ctx, {
    writes: mustChange(ctx.platform, updateApp(ctx, before, set)),
    result: { app: toApp({ ...before, ...set }, ctx.now), version: set.updated_at },
  });
}

/**
 * Makes a new client secret. The old one is accepted for `overlapHours` more, 0 to 24; one older than that ends at once.
 * @throws DomainError invalid_state for a public application
 */
export async function rotateAppSecret(ctx: UserContext, id: string, overlapHours: number): Promise<AppWithSecret> {
  const before = await findApp(ctx, id);
  if (before.type === "public")
    throw new DomainError("invalid_state", "A public application has no secret; PKCE protects its codes.");
  const secret = newClientSecret();
  const set: Partial<AppRow> = {
    client_secret_hash: await sha256Hex(secret),
    previous_secret_hash: overlapHours === 0 ? null : before.client_secret_hash,
    previous_secret_expires_at: overlapHours === 0 ? null : ctx.now + overlapHours * HOUR_MS,
    updated_at: nextVersion(before, ctx.now),
  };
  return await commitPlatform(ctx, {
    writes: mustChange(ctx.platform, updateApp(ctx, before, set)),
    result: { ...toApp({ ...before, ...set }, ctx.now), client_secret: secret },
  });
}

const OF_APP = ["app_assets", "app_listings", "app_webhook_tests"];

/**
 * Deletes an application: its tokens end at once, its listing leaves the marketplace. Reviews and the audit log stay.
 * The row goes last, so that what fails on the way can be repeated.
 */
export async function deleteApp(ctx: UserContext, id: string, ifMatch: Precondition): Promise<void> {
  const before = await findApp(ctx, id);
  ifMatch(before.updated_at);
  // Nobody can authorize it any more while its authorizations are ended.
  const closed = {
    redirect_uris: "[]",
    is_published: 0,
    is_approved: 0,
    status: "draft",
    updated_at: nextVersion(before, ctx.now),
  };
  await commitPlatform(
    { platform: ctx.platform },
    { writes: mustChange(ctx.platform, updateApp(ctx, before, closed)), result: undefined },
  );
  await endAuthorizations(ctx.platform, ctx.env, { applicationId: id }, ctx.now);
  const { results: assets } = await prepare(
    ctx.platform,
    "select object_key from app_assets where application_id = ?1",
    id,
  ).all<{ object_key: string }>();
  await commitPlatform(ctx, {
    writes: [
      prepare(
        ctx.platform,
        "update integration_listings set is_active = 0, updated_at = ?2 where application_id = ?1",
        id,
        ctx.now,
      ),
      prepare(
        ctx.platform,
        "update app_reviews set state = 'withdrawn', decided_at = ?2 where application_id = ?1 and state in ('submitted', 'in_review')",
        id,
        ctx.now,
      ),
      ...OF_APP.map((table) => prepare(ctx.platform, `delete from ${table} where application_id = ?1`, id)),
      prepare(ctx.platform, "delete from oauth_applications where id = ?1", id),
      audit(ctx, { action: "app.deleted", subject: ["app", id], detail: { name: before.name } }),
    ],
    result: undefined,
  });
  if (assets.length > 0) ctx.waitUntil(ctx.env.FILES.delete(assets.map(({ object_key: key }) => key)));
}
