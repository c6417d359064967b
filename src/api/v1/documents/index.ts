import { documents, resourceSchema, sampleId, sampleTransition } from "#models";
import { CONTENT_TYPES, downloadDocument, uploadDocument } from "#modules/documents";
import type { Stored } from "#modules/records";
import { fromBase64, hex } from "#lib/digest";
import { invalid } from "../../../errors";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { readTags } from "../../preconditions";

const params = { id: { description: "Id of the document.", example: sampleId(documents) } };

/** `sha-256=:base64:` of Content-Digest (RFC 9530), as hex. */
function readDigest(request: Request): string | undefined {
  const value = request.headers.get("content-digest");
  if (value === null) return undefined;
  const bytes = fromBase64(/(?:^|,)\s*sha-256=:([^:]+):/u.exec(value)?.[1] ?? "");
  if (bytes?.length !== 32)
    throw invalid([
      { pointer: "?Content-Digest", detail: "Content-Digest is sha-256=: and the base64 of 32 bytes and :." },
    ]);
  return hex(bytes);
}

export const documentEndpoints: readonly AnyEndpoint[] = [
  endpoint<Stored>({
    operationId: "uploadDocument",
    method: "put",
    path: "/documents/{id}/content",
    params,
    scope: "write:documents",
    tag: "Documents",
    summary: "Upload a document's content",
    description:
      "Send the bytes of the file as the body, up to 100 MiB, with `Content-Type` and `Content-Length`. The content must be of the type that `Content-Type` says. Uploading again replaces it. Emits `document.updated` and `document.uploaded`.",
    upload: CONTENT_TYPES,
    conditional: true,
    responses: {
      200: {
        description: "The document as it stands now, with its size and SHA-256.",
        schema: () => resourceSchema(documents),
        get example() {
          return sampleTransition(documents, "uploaded").after;
        },
        headers: ["ETag"],
      },
    },
    run: ({ ctx, request, params: { id = "" } }) => {
      const length = request.headers.get("content-length");
      return uploadDocument(ctx, id, {
        body: request.body as ReadableStream<Uint8Array> | null,
        contentType: (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
        size: length === null ? undefined : Number(length),
        sha256: readDigest(request),
        ifMatch: readTags(request, "if-match"),
      });
    },
    answer: ({ record, version }) => ({ status: 200, body: record, version }),
  }),
  endpoint<Response>({
    operationId: "downloadDocument",
    method: "get",
    path: "/documents/{id}/content",
    params,
    scope: "read:documents",
    tag: "Documents",
    summary: "Download a document's content",
    description:
      "The bytes of the file, with the `Content-Type` they were uploaded with: all of them, or the part that `Range` asks for. The `ETag` is the content's SHA-256. Before the first upload the answer is 404.",
    responses: {
      200: {
        description: "The whole content.",
        file: CONTENT_TYPES,
        headers: ["ETag", "Accept-Ranges", "Content-Disposition"],
      },
      206: {
        description: "The part that was asked for.",
        file: CONTENT_TYPES,
        headers: ["ETag", "Accept-Ranges", "Content-Disposition", "Content-Range"],
      },
      304: { description: "The content is still the one that `If-None-Match` names.", headers: ["ETag"] },
    },
    run: ({ ctx, request, params: { id = "" } }) => downloadDocument(ctx, id, request.headers),
    answer: (response) => response,
  }),
];
