import { commit } from "#db/commit";
import { hex } from "#lib/digest";
import { documents } from "#models";
import {
  findRecord,
  type Precondition,
  recordEvent,
  requireMatch,
  selectInternal,
  type Stored,
  updateRecord,
} from "#modules/records";
import type { Context } from "../../context";
import { DomainError, invalid } from "../../errors";
import { newContentKey } from "./content-key";
import { contentTypeFault, SNIFFED_BYTES } from "./content-type";

/** 100 MiB. */
export const MAX_DOCUMENT_BYTES = 104_857_600;

type Upload = {
  body: ReadableStream<Uint8Array> | null;
  contentType: string;
  /** From Content-Length, which is required: R2 stores a stream of known length. */
  size: number | undefined;
  /** Lower-case hex, when the caller sent one. */
  sha256: string | undefined;
  ifMatch: Precondition | undefined;
};

/**
 * Streams a document's content into the file store and then commits it. Content that is not what it is said to be, or
 * not whole, leaves nothing behind; content that is replaced is deleted after the commit.
 * @throws DomainError payload_too_large, unsupported_media_type, invalid_request
 */
export async function uploadDocument(ctx: Context, id: string, upload: Upload): Promise<Stored> {
  const before = await findRecord(ctx, documents, id);
  requireMatch(before.version, upload.ifMatch);
  const former = await selectInternal(ctx, documents, id, "object_key");
  const { body, size } = accept(upload);
  const objectKey = newContentKey(ctx, id);
  try {
    const sha256 = await store(ctx, objectKey, body, size, upload);
    const stored = await commitContent(ctx, before, { objectKey, sha256, size, contentType: upload.contentType });
    if (former !== null) ctx.waitUntil(ctx.env.FILES.delete(former));
    return stored;
  } catch (error) {
    // A commit whose answer was lost may have happened, and then the content is the document's.
    const current = await selectInternal(ctx, documents, id, "object_key").catch(() => objectKey);
    if (current !== objectKey) await ctx.env.FILES.delete(objectKey);
    throw error;
  }
}

function accept(upload: Upload): { body: ReadableStream<Uint8Array>; size: number } {
  const { body, size } = upload;
  if (size === undefined || !Number.isSafeInteger(size) || size < 0)
    throw invalid([{ pointer: "?Content-Length", detail: "Content-Length is required." }]);
  if (size > MAX_DOCUMENT_BYTES)
    throw new DomainError("payload_too_large", `A document is at most ${MAX_DOCUMENT_BYTES} bytes.`);
  if (!body || size === 0) throw invalid([{ pointer: "", detail: "The content is empty." }]);
  return { body, size };
}

/** Hashes while storing, at the pace of the slower of the two, so that memory holds one chunk. */
async function store(
  ctx: Context,
  key: string,
  body: ReadableStream<Uint8Array>,
  size: number,
  upload: Upload,
): Promise<string> {
  const digest = new crypto.DigestStream("SHA-256");
  const hashing = digest.getWriter();
  const fixed = new FixedLengthStream(size);
  const storing = fixed.writable.getWriter();
  const put = ctx.env.FILES.put(key, fixed.readable, { httpMetadata: { contentType: upload.contentType } });
  // When the upload breaks off, each of these says so, and nobody may be waiting yet.
  for (const end of [put, digest.digest, hashing.closed, storing.closed]) end.catch(() => undefined);
  const pump = async () => {
    let head = new Uint8Array();
    let checked = false;
    for await (const chunk of body) {
      if (!checked) {
        head = concat(head, chunk.subarray(0, SNIFFED_BYTES - head.length));
        checked = head.length >= Math.min(SNIFFED_BYTES, size);
        const fault = checked ? contentTypeFault(upload.contentType, head) : undefined;
        if (fault !== undefined) throw new DomainError("unsupported_media_type", fault);
      }
      await Promise.all([hashing.write(chunk), storing.write(chunk)]);
    }
    await Promise.all([hashing.close(), storing.close()]);
  };
  try {
    await pump();
    await put;
  } catch (error) {
    // What broke first is said; what it broke in turn is not.
    await Promise.allSettled([storing.abort(error), hashing.abort(error), put]);
    if (error instanceof DomainError) throw error;
    throw error instanceof TypeError
      ? invalid([{ pointer: "", detail: `The content is not ${size} bytes, as Content-Length says.` }])
      : error;
  }
  const sha256 = hex(new Uint8Array(await digest.digest));
  if (upload.sha256 !== undefined && upload.sha256 !== sha256) {
    throw invalid([
      { pointer: "?Content-Digest", detail: `The content's SHA-256 is ${sha256}, not what Content-Digest says.` },
    ]);
  }
  return sha256;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

type Content = { objectKey: string; sha256: string; size: number; contentType: string };

async function commitContent(ctx: Context, before: Stored, content: Content): Promise<Stored> {
  const at = new Date(ctx.now).toISOString();
  const changes = {
    status: "uploaded",
    content_type: content.contentType,
    size_bytes: content.size,
    sha256: content.sha256,
    uploaded_at: at,
  };
  const record = { ...before.record, ...changes, updated_at: at };
  const previous = Object.fromEntries(Object.keys(changes).map((name) => [name, before.record[name]]));
  return await commit(ctx, {
    writes: updateRecord(ctx, documents, before.record.id, before.version, {
      ...changes,
      object_key: content.objectKey,
    }),
    events: [recordEvent(documents, "updated", record, previous), recordEvent(documents, "uploaded", record, previous)],
    result: { record, version: before.version + 1 },
  });
}
