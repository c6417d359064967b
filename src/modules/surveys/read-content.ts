import { documents } from "#models";
import { findRecord, selectInternal } from "#modules/records";
import type { Context } from "../../context";
import { DomainError, invalid } from "../../errors";
import { decode } from "./recognise";
import { unreadable } from "./refuse";

/** 16 MiB: lots and sites are far below, and memory holds a file twice while it is decoded. */
export const MAX_SURVEY_BYTES = 16_777_216;

export type Content = { documentId: string; sha256: string; text: string };

/**
 * The text of a document, whole, if it may be a survey of the project. Its bytes are let go of.
 * @throws DomainError invalid_request at /document_id, payload_too_large before anything is read
 */
export async function readContent(ctx: Context, projectId: string, documentId: string): Promise<Content> {
  const { record } = await findRecord(ctx, documents, documentId).catch((error: unknown) => {
    throw error instanceof DomainError && error.code === "not_found" ? unreadable("There is no such document.") : error;
  });
  const owner = record["project_id"];
  if (owner !== null && owner !== projectId) throw unreadable("The document belongs to another project.");
  const key = await selectInternal(ctx, documents, documentId, "object_key");
  if (key === null) throw unreadable("The document's content has not been uploaded yet.");
  const size = Number(record["size_bytes"]);
  if (size > MAX_SURVEY_BYTES) {
    throw new DomainError("payload_too_large", `A survey is read up to ${MAX_SURVEY_BYTES} bytes; this has ${size}.`, {
      errors: [{ pointer: "/document_id", detail: "The file is too large. Export the lot or the site alone." }],
    });
  }
  const object = await ctx.env.FILES.get(key);
  if (!object || object.size !== size)
    throw invalid([{ pointer: "/document_id", detail: "The content was replaced meanwhile. Try again." }]);
  return { documentId, sha256: String(record["sha256"]), text: decode(new Uint8Array(await object.arrayBuffer())) };
}
