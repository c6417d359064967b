const chunk = (type: string, data: readonly number[]): number[] => [
  ...[24, 16, 8, 0].map((shift) => (data.length >>> shift) & 255),
  ...new TextEncoder().encode(type),
  ...data,
  0,
  0,
  0,
  0,
];
const word = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** Enough of a PNG for its size to be read from it. */
export const png = (width: number, height: number): Uint8Array =>
  Uint8Array.from(
    [SIGNATURE, chunk("IHDR", [...word(width), ...word(height), 8, 2, 0, 0, 0]), chunk("IDAT", [0]), END].flat(),
  );

const APP0 = [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x07, 0x4a, 0x46, 0x49, 0x46, 0x00];
/** What looks like the frame of a tiny picture. */
const COMMENT = [0xff, 0xfe, 0x00, 0x0c, 0xff, 0xc0, 0x00, 0x11, 8, 0, 1, 0, 1, 3];
const SCAN = [0xff, 0xda, 0x00, 0x02, 0, 0xff, 0xd9, 0, 0];
const half = (value: number): number[] => [value >>> 8, value & 255];

/** The same of a JPEG, with something like a frame inside a comment before the real one. */
export const jpeg = (width: number, height: number): Uint8Array =>
  Uint8Array.from(
    [APP0, COMMENT, [0xff, 0xff, 0xc2, 0, 11, 8], half(height), half(width), [1, 1, 0x11, 0], SCAN].flat(),
  );
