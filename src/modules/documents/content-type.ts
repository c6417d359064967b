/** What a document's content may be, and how such content begins. */
const SIGNATURES: Readonly<Record<string, readonly (readonly number[])[] | "text" | "any">> = {
  "application/pdf": [[0x25, 0x50, 0x44, 0x46, 0x2d]],
  "image/png": [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  "image/jpeg": [[0xff, 0xd8, 0xff]],
  "image/webp": [[0x52, 0x49, 0x46, 0x46]],
  "image/tiff": [
    [0x49, 0x49, 0x2a, 0x00],
    [0x4d, 0x4d, 0x00, 0x2a],
  ],
  "image/heic": "any",
  "application/zip": [[0x50, 0x4b]],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [[0x50, 0x4b]],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [[0x50, 0x4b]],
  "application/msword": [[0xd0, 0xcf, 0x11, 0xe0]],
  "application/vnd.ms-excel": [[0xd0, 0xcf, 0x11, 0xe0]],
  "image/vnd.dwg": [[0x41, 0x43, 0x31, 0x30]],
  "image/vnd.dxf": "text",
  "application/xml": "text",
  "application/json": "text",
  "text/plain": "text",
  "text/csv": "text",
  "video/mp4": "any",
  "application/octet-stream": "any",
};

export const CONTENT_TYPES: readonly string[] = Object.keys(SIGNATURES);

/** Enough of the beginning to recognise every signature. */
export const SNIFFED_BYTES = 16;

/** @returns why the content is not what it is said to be, if it is not */
export function contentTypeFault(type: string, head: Uint8Array): string | undefined {
  const signature = Object.hasOwn(SIGNATURES, type) ? SIGNATURES[type] : undefined;
  if (!signature)
    return `${type.slice(0, 100) || "No content type"} is not stored; send one of ${CONTENT_TYPES.join(", ")}.`;
  if (signature === "any") return undefined;
  if (signature === "text") return head.includes(0) ? `The content is not ${type}: it holds NUL bytes.` : undefined;
  const begins = signature.some((bytes) => bytes.every((byte, index) => head[index] === byte));
  return begins ? undefined : `The content is not ${type}: it does not begin as such content does.`;
}
