import { expect, test } from "vitest";
import { CONTENT_TYPES, contentTypeFault, SNIFFED_BYTES } from "../../src/modules/documents/content-type";

const text = (value: string) => new TextEncoder().encode(value);
const bytes = (...values: number[]) => new Uint8Array(values);

const BEGINNINGS: Readonly<Record<string, Uint8Array>> = {
  "application/pdf": text("%PDF-1.7\n"),
  "image/png": bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  "image/jpeg": bytes(0xff, 0xd8, 0xff, 0xe0),
  "image/webp": text("RIFF0000WEBP"),
  "image/tiff": bytes(0x49, 0x49, 0x2a, 0x00),
  "application/zip": text("PK\u0003\u0004"),
  "application/msword": bytes(0xd0, 0xcf, 0x11, 0xe0),
  "image/vnd.dwg": text("AC1032"),
  "text/plain": text("Dear client,"),
};

test.each(Object.entries(BEGINNINGS))("%s is what it says", (type, head) => {
  expect(contentTypeFault(type, head)).toBeUndefined();
});

test("content of one kind does not pass for another", () => {
  const kinds = Object.keys(BEGINNINGS).filter((type) => type !== "text/plain");
  for (const said of kinds) {
    for (const other of kinds.filter((kind) => kind !== said)) {
      expect(contentTypeFault(said, BEGINNINGS[other] ?? bytes())).toMatch(/does not begin as such/u);
    }
  }
});

test("a beginning that breaks off is no beginning", () => {
  for (const [type, head] of Object.entries(BEGINNINGS).filter(([kind]) => kind !== "text/plain"))
    expect(contentTypeFault(type, head.subarray(0, 1))).toBeDefined();
});

test("text holds no NUL", () => {
  for (const type of ["text/plain", "text/csv", "application/json", "application/xml", "image/vnd.dxf"]) {
    expect(contentTypeFault(type, text("a,b"))).toBeUndefined();
    expect(contentTypeFault(type, bytes(0x61, 0, 0x62))).toMatch(/NUL/u);
  }
});

test.each(["", "text/html", "image/svg+xml", "application/javascript", "constructor", "__proto__", "x".repeat(500)])(
  "%s is not stored",
  (type) => {
    expect(contentTypeFault(type, text("<html>"))).toMatch(/is not stored/u);
  },
);

test("no signature is longer than what is looked at", () => {
  expect(CONTENT_TYPES.length).toBeGreaterThan(15);
  expect(Math.max(...Object.values(BEGINNINGS).map((head) => head.length))).toBeLessThanOrEqual(SNIFFED_BYTES);
});
