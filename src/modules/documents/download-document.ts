import { documents } from "#models";
import { findRecord, selectInternal } from "#modules/records";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";

/**
 * A document's content, or the part of it that Range asks for (RFC 9110 §14).
 * @param headers the request's: Range, If-Range and If-None-Match are heeded
 * @throws DomainError not_found before the content is uploaded, range_not_satisfiable
 */
export async function downloadDocument(ctx: Context, id: string, headers: Headers): Promise<Response> {
  const { record } = await findRecord(ctx, documents, id);
  const key = await selectInternal(ctx, documents, id, "object_key");
  if (key === null) throw notFound("content: the document has not been uploaded yet");
  const size = Number(record["size_bytes"]);
  const etag = `"${String(record["sha256"])}"`;
  if (headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag } });
  const ifRange = headers.get("if-range");
  const range = ifRange === null || ifRange === etag ? readRange(headers.get("range"), size) : undefined;
  const object = await ctx.env.FILES.get(key, range ? { range } : {});
  if (!object) throw notFound("content");
  const common = {
    "content-type": String(record["content_type"]),
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(String(record["name"]))}`,
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
