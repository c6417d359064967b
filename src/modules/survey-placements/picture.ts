import { type ImageSize, imageSize } from "#lib/image-size";
import { documents } from "#models";
import { findRecord, selectInternal } from "#modules/records";
import type { Context } from "../../context";
import { DomainError, invalid, notFound } from "../../errors";

/** 20 MiB: it is read whole, to be sure that it is one. */
const MAX_PICTURE_BYTES = 20_971_520;
/** What browsers can still show: they keep four bytes for each pixel. */
const MOST_PIXELS = 64_000_000;
const LONGEST_SIDE = 16_384;

export type Picture = ImageSize & { sha256: string };

const unfit = (detail: string): DomainError => invalid([{ pointer: "", detail }]);

/**
 * The picture that a document of the project holds.
 * @throws DomainError not_found for a document of another project too, invalid_request, payload_too_large
 */
export async function readPicture(ctx: Context, projectId: string, documentId: string): Promise<Picture> {
  const { record } = await findRecord(ctx, documents, documentId);
  if (record["project_id"] !== projectId) throw notFound("document in this project");
  const key = await selectInternal(ctx, documents, documentId, "object_key");
  if (key === null) throw unfit("The document's content has not been uploaded yet.");
  const size = Number(record["size_bytes"]);
  if (size > MAX_PICTURE_BYTES) {
    const detail = `A picture of a site plan has at most ${MAX_PICTURE_BYTES} bytes; this document has ${size}.`;
    throw new DomainError("payload_too_large", detail);
  }
  const object = await ctx.env.FILES.get(key);
  if (!object || object.size !== size) throw unfit("The content was replaced meanwhile. Try again.");
  const image = imageSize(new Uint8Array(await object.arrayBuffer()));
  if (!image) {
    const type = String(record["content_type"]);
    throw unfit(`A site plan is a whole picture, PNG, JPEG or WebP; this document is ${type}. Export it as a picture.`);
  }
  const { width, height } = image;
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS) {
    const most = `${LONGEST_SIDE} on a side and ${MOST_PIXELS} in all`;
    throw new DomainError("payload_too_large", `A picture has at most ${most} pixels; this has ${width}×${height}.`);
  }
  return { ...image, sha256: String(record["sha256"]) };
}
