import { mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { sha256Hex } from "#lib/digest";
import { type ImageSize, imageSize } from "#lib/image-size";
import { newId } from "#lib/ids";
import type { Bindings } from "../../bindings";
import { platformOf, type UserContext } from "../../context";
import { DomainError, invalid, notFound } from "../../errors";
import { findApp, nextVersion, updateApp } from "./store";

type Kind = "logo" | "screenshot";

/** As on the wire. */
export type Asset = {
  id: string;
  kind: Kind;
  url: string;
  content_type: string;
  size_bytes: number;
  width: number;
  height: number;
  created_at: string;
};

type Row = Omit<Asset, "url" | "created_at"> & { created_at: number };

/** 5 MiB. */
export const MAX_IMAGE_BYTES = 5_242_880;
export const IMAGE_TYPES: readonly string[] = ["image/png", "image/jpeg"];
export const MOST_SCREENSHOTS = 10;
const LIMITS = {
  logo: { least: [128, 128], most: [2048, 2048] },
  screenshot: { least: [720, 480], most: [1920, 1080] },
} as const;

const COLUMNS = "id, kind, content_type, size_bytes, width, height, created_at";

export const assetUrl = (id: string): string => `/api/v1/app-assets/${id}`;

const toAsset = (row: Row): Asset => ({
  id: row.id,
  kind: row.kind,
  url: assetUrl(row.id),
  content_type: row.content_type,
  size_bytes: row.size_bytes,
  width: row.width,
  height: row.height,
  created_at: new Date(row.created_at).toISOString(),
});

/** @throws DomainError unsupported_media_type, invalid_request */
export function checkImage(kind: Kind, bytes: Uint8Array): ImageSize {
  const size = imageSize(bytes);
  if (!size || size.contentType === "image/webp")
    throw new DomainError("unsupported_media_type", "The content is neither a whole PNG nor a whole JPEG image.");
  const { least, most } = LIMITS[kind];
  const fits = size.width >= least[0] && size.height >= least[1] && size.width <= most[0] && size.height <= most[1];
  const square = kind === "screenshot" || size.width === size.height;
  if (!fits || !square) {
    const shape = kind === "logo" ? "a square of" : "from";
    throw invalid([
      {
        pointer: "",
        detail: `The image has ${size.width}×${size.height} pixels; a ${kind} has ${shape} ${least.join("×")} to ${most.join("×")}.`,
      },
    ]);
  }
  return size;
}

const INSERT = `insert into app_assets (id, application_id, kind, object_key, content_type, size_bytes, width, height, sha256, created_at)
 select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 where (select count(*) from app_assets where application_id = ?2 and kind = ?3) < ?11`;

async function store(ctx: UserContext, applicationId: string, kind: Kind, bytes: Uint8Array) {
  const size = checkImage(kind, bytes);
  const id = newId(ctx.now);
  const key = `apps/${applicationId}/${kind}/${id}`;
  await ctx.env.FILES.put(key, bytes, { httpMetadata: { contentType: size.contentType } });
  const row: Row = {
    id,
    kind,
    content_type: size.contentType,
    size_bytes: bytes.length,
    width: size.width,
    height: size.height,
    created_at: ctx.now,
  };
  const insert = (most: number) =>
    prepare(
      ctx.platform,
      INSERT,
      id,
      applicationId,
      kind,
      key,
      row.content_type,
      row.size_bytes,
      row.width,
      row.height,
      digest,
      ctx.now,
      most,
    );
  const digest = await sha256Hex(bytes);
  return { key, asset: toAsset(row), insert };
}

/** Adds a screenshot, 720×480 to 1920×1080, PNG or JPEG; an application has at most 10. */
export async function addScreenshot(ctx: UserContext, id: string, bytes: Uint8Array): Promise<Asset> {
  await findApp(ctx, id);
  const { key, asset, insert } = await store(ctx, id, "screenshot", bytes);
  const { meta } = await insert(MOST_SCREENSHOTS).run();
  if (meta.changes === 1) return asset;
  await ctx.env.FILES.delete(key);
  throw new DomainError("conflict", `An application has at most ${MOST_SCREENSHOTS} screenshots. Delete one first.`);
}

/** Sets the logo, a square of 128 to 2048 pixels; the one before is deleted. */
export async function setLogo(ctx: UserContext, id: string, bytes: Uint8Array): Promise<Asset> {
  const before = await findApp(ctx, id);
  const { key, asset, insert } = await store(ctx, id, "logo", bytes);
  const former = prepare(
    ctx.platform,
    "delete from app_assets where application_id = ?1 and kind = 'logo' returning object_key",
    id,
  );
  try {
    const set = { logo_url: asset.url, updated_at: nextVersion(before, ctx.now) };
    const [removed] = await ctx.platform.$client.batch<{ object_key: string }>([
      former,
      insert(1),
      ...mustChange(ctx.platform, updateApp(ctx, before, set)),
    ]);
    const keys = (removed?.results ?? []).map(({ object_key: old }) => old);
    if (keys.length > 0) ctx.waitUntil(ctx.env.FILES.delete(keys));
    return asset;
  } catch (error) {
    await ctx.env.FILES.delete(key);
    if (error instanceof Error && error.message.includes("malformed JSON"))
      throw new DomainError("conflict", "The application was changed by another request at the same time.");
    throw error;
  }
}

/** Screenshots of an application, in the order of their upload. */
export async function listScreenshots(ctx: Pick<UserContext, "platform">, id: string): Promise<Asset[]> {
  const { results } = await prepare(
    ctx.platform,
    `select ${COLUMNS} from app_assets where application_id = ?1 and kind = 'screenshot' order by id limit ${MOST_SCREENSHOTS}`,
    id,
  ).all<Row>();
  return results.map(toAsset);
}

export async function listOwnScreenshots(ctx: UserContext, id: string): Promise<Asset[]> {
  await findApp(ctx, id);
  return await listScreenshots(ctx, id);
}

/** @throws DomainError in_use while a submission or the published listing shows it */
export async function deleteScreenshot(ctx: UserContext, id: string, assetId: string): Promise<void> {
  await findApp(ctx, id);
  const used = await prepare(
    ctx.platform,
    `select 1 from app_reviews where application_id = ?1 and state in ('submitted', 'in_review', 'approved')
 and exists (select 1 from json_each(listing, '$.screenshots') where value = ?2) limit 1`,
    id,
    assetId,
  ).first();
  if (used) throw new DomainError("in_use", "A submission shows the screenshot. Withdraw it, or submit without it.");
  const row = await prepare(
    ctx.platform,
    "delete from app_assets where application_id = ?1 and id = ?2 and kind = 'screenshot' returning object_key",
    id,
    assetId,
  ).first<{ object_key: string }>();
  if (!row) throw notFound("screenshot");
  ctx.waitUntil(ctx.env.FILES.delete(row.object_key));
}

/**
 * The image itself, for anyone who has its address: an id is never given to another image.
 * @param known the `If-None-Match` of who may have it already
 */
export async function serveAsset(env: Bindings, id: string, known: string | null): Promise<Response> {
  const row = await prepare(
    platformOf(env),
    "select object_key, content_type, sha256 from app_assets where id = ?1",
    id,
  ).first<{
    object_key: string;
    content_type: string;
    sha256: string;
  }>();
  if (!row) throw notFound("image");
  const etag = `"${row.sha256}"`;
  const headers = {
    etag,
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-resource-policy": "cross-origin",
  };
  if (known === etag) return new Response(null, { status: 304, headers });
  const object = await env.FILES.get(row.object_key);
  if (!object) throw notFound("image");
  return new Response(object.body, {
    headers: { ...headers, "content-type": row.content_type, "content-length": String(object.size) },
  });
}
