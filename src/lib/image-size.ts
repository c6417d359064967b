export type ImageSize = { contentType: "image/png" | "image/jpeg" | "image/webp"; width: number; height: number };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_END = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
const IHDR = [0x49, 0x48, 0x44, 0x52];
const JPEG = [0xff, 0xd8, 0xff];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/**
 * Kind and size of an image, read from its bytes (PNG section 11.2.2, JPEG ITU-T T.81 annex B, WebP RFC 9649 section 2).
 * @returns undefined when it is no whole PNG, JPEG or WebP
 */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, PNG, 0)) return pngSize(bytes, view);
  if (startsWith(bytes, JPEG, 0)) return jpegSize(view);
  if (startsWith(bytes, RIFF, 0) && startsWith(bytes, WEBP, 8)) return webpSize(bytes, view);
  return undefined;
}

const startsWith = (bytes: Uint8Array, wanted: readonly number[], at: number): boolean =>
  at >= 0 && wanted.every((byte, index) => bytes[at + index] === byte);

function pngSize(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  if (view.byteLength < 57 || view.getUint32(8) !== 13 || !startsWith(bytes, IHDR, 12)) return undefined;
  if (!startsWith(bytes, PNG_END, bytes.length - PNG_END.length)) return undefined;
  return sized("image/png", view.getUint32(16), view.getUint32(20));
}

/** Frame headers SOF0 to SOF15; C4, C8 and CC are other things in that range. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegSize(view: DataView): ImageSize | undefined {
  const end = view.byteLength;
  if (!hasEnd(view)) return undefined;
  for (let at = 2; at + 4 <= end;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    if (isFrame(marker) && at + 9 <= end) return sized("image/jpeg", view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + length;
  }
  return undefined;
}

/** The end marker, behind which some cameras leave padding. */
function hasEnd(view: DataView): boolean {
  for (let at = view.byteLength - 2; at >= Math.max(2, view.byteLength - 1024); at -= 1)
    if (view.getUint16(at) === 0xffd9) return true;
  return false;
}

/** By the first chunk: extended, lossless or lossy. */
function webpSize(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  if (view.byteLength < 30 || view.getUint32(4, true) + 8 > view.byteLength) return undefined;
  const threeBytes = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_0000;
  switch (String.fromCodePoint(...bytes.subarray(12, 16))) {
    case "VP8X":
      return sized("image/webp", threeBytes(24) + 1, threeBytes(27) + 1);
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return sized("image/webp", (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8 ":
      return sized("image/webp", view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    default:
      return undefined;
  }
}

const sized = (contentType: ImageSize["contentType"], width: number, height: number): ImageSize | undefined =>
  width > 0 && height > 0 ? { contentType, width, height } : undefined;
