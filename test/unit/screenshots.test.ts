/** Pictures of the integrations: small, of one size, and those that the listings name. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { altOf, HEIGHT, SMALL_WIDTH, smallOf, WIDTH } from "../../src/api/site/screenshots";
import { connectors } from "../../src/connectors";
import { SCREENSHOTS } from "../../src/modules/listings/catalogue/screenshots";

const MOST_BYTES = 60 * 1024;
const MOST_BYTES_IN_ALL = 2.5 * 1024 * 1024;
const site = join(import.meta.dirname, "../../public");
const named = Object.values(SCREENSHOTS).flat();
const small = named.flatMap((path) => smallOf(path) ?? []);
const bytesOf = (path: string): Buffer => readFileSync(join(site, path));

/** Of an extended WebP file, as RFC 9649 lays it out: each less one, in three bytes. */
function sizeOf(bytes: Buffer): [width: number, height: number] {
  expect([bytes.toString("latin1", 0, 4), bytes.toString("latin1", 8, 16)]).toEqual(["RIFF", "WEBPVP8X"]);
  return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
}

test("there are those that the listings name, and no others", () => {
  const folder = "assets/screenshots";
  const files = readdirSync(join(site, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".webp"))
    .map((name) => `/${folder}/${name}`);
  expect(files.toSorted()).toEqual([...named, ...small].toSorted());
  expect(Object.keys(SCREENSHOTS).filter((slug) => !(slug in connectors))).toEqual([]);
});

test("each is small and of the size that its page leaves room for", () => {
  const all = named.map((path) => ({ path, bytes: bytesOf(path) }));
  expect(all.filter(({ bytes }) => bytes.length > MOST_BYTES).map(({ path }) => path)).toEqual([]);
  expect(all.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(MOST_BYTES_IN_ALL);
  for (const { bytes } of all) expect(sizeOf(bytes)).toEqual([WIDTH, HEIGHT]);
});

test("each has a smaller copy, of a third of its weight or so", () => {
  for (const path of named) {
    const bytes = bytesOf(smallOf(path) ?? "");
    expect(sizeOf(bytes)).toEqual([SMALL_WIDTH, (HEIGHT * SMALL_WIDTH) / WIDTH]);
    expect(bytes.length).toBeLessThan(bytesOf(path).length / 2);
  }
  expect(smallOf("/api/v1/app-assets/1")).toBeUndefined();
});

test("each is said in words, one of a developer by its number", () => {
  for (const path of named) expect(altOf("Xero", path, 0)).toMatch(/^Xero: (?:how it|what it|its page) /u);
  expect(altOf("Draw Desk", "/api/v1/app-assets/1", 1)).toBe("Draw Desk, picture 2");
});
