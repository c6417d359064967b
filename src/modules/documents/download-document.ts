import { prepare } from "#db/client";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";

/** In one read, so that what is told of a content is told of that content. */
const CONTENT = `select name, content_type, size_bytes as size, sha256, object_key as key from documents where builder_id = ?1 and id = ?2`;

type Content = { name: string; content_type: string; size: number; sha256: string; key: string };

async function findContent(ctx: Context, id: string): Promise<Content> {
  const row = await prepare(ctx.db, CONTENT, ctx.builderId, id).first<Content | { key: null }>();
  if (!row) throw notFound("document");
  if (row.key === null) throw notFound("content: the document has not been uploaded yet");
  return row;
}

/** Contents that may be replaced while one of them is being fetched. */
const MOST_REPLACED = 5;

/**
 * A document's content, or the part of it that Range asks for (RFC 9110 §14). One that is replaced, and so deleted, before it
 * could be fetched gives way to the new one.
 * @param headers the request's: Range, If-Range and If-None-Match are heeded
 * @throws DomainError not_found before the content is uploaded, range_not_satisfiable
 */
export async function downloadDocument(ctx: Context, id: string, headers: Headers): Promise<Response> {
  let content = await findContent(ctx, id);
  for (let replaced = 0; replaced < MOST_REPLACED; replaced += 1) {
    const response = await answerWith(ctx, content, headers);
    if (response) return response;
    const current = await findContent(ctx, id);
    if (current.key === content.key) break;
    content = current;
  }
  throw notFound("content");
}

/** @returns undefined where the content is not there */
async function answerWith(ctx: Context, content: Content, headers: Headers): Promise<Response | undefined> {
  const { size } = content;
  const etag = `"${content.sha256}"`;
  if (headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag } });
  const ifRange = headers.get("if-range");
  const range = ifRange === null || ifRange === etag ? readRange(headers.get("range"), size) : undefined;
  const object = await ctx.env.FILES.get(content.key, range ? { range } : {});
  if (!object) return undefined;
  const common = {
    "content-type": content.content_type,
    "content-disposition": `attachment; filename*=UTF-8''${extValue(content.name)}`,
    "accept-ranges": "bytes",
    "cache-control": "private, no-store",
    etag,
  };
  if (!range) return new Response(object.body, { headers: { ...common, "content-length": String(size) } });
  const { offset, length } = range;
  return new Response(object.body, {
    status: 206,
    headers: {
      ...common,
      "content-length": String(length),
      "content-range": `bytes ${offset}-${offset + length - 1}/${size}`,
    },
  });
}

/** RFC 8187 §3.2.1 takes fewer characters as they are than a component of an address. */
const extValue = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*]/gu, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** One byte range. Several, or what is not a byte range, are answered with the whole, as RFC 9110 allows. */
export function readRange(value: string | null, size: number): { offset: number; length: number } | undefined {
  const match = /^bytes=(\d{1,15})?-(\d{1,15})?$/u.exec(value ?? "");
  const [from, to] = [match?.[1], match?.[2]].map((text) => (text === undefined ? undefined : Number(text)));
  if (from === undefined && to === undefined) return undefined;
  const [first, last] =
    from === undefined ? [Math.max(0, size - (to ?? 0)), size - 1] : [from, Math.min(to ?? size - 1, size - 1)];
  if (first >= size) {
    throw new DomainError("range_not_satisfiable", `The content has ${size} bytes.`, {
      headers: { "content-range": `bytes */${size}` },
    });
  }
  return last < first ? undefined : { offset: first, length: last - first + 1 };
}
