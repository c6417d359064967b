import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { importLicenseFiles } from "#modules/license-files";
import { CA_COLUMNS, caRow } from "../support/licenses";

const ROWS = 500_000;

/** So many licenses, made as they are read: their rows are all as long as the first. */
function fileOf(rows: number): { size: number; body: ReadableStream<Uint8Array> } {
  const encoder = new TextEncoder();
  const header = encoder.encode(`${CA_COLUMNS.join(",")}\r\n`);
  const row = caRow({ LicenseNo: "0000000" }).slice(7);
  const batch = 5000;
  let at = -1;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= rows) return controller.close();
      if (at === -1) controller.enqueue(header);
      at = Math.max(at, 0);
      const numbers = Array.from({ length: Math.min(batch, rows - at) }, (_, index) =>
        String(at + index).padStart(7, "0"),
      );
      controller.enqueue(encoder.encode(numbers.map((number) => number + row).join("")));
      at += batch;
    },
  });
  return { size: header.length + rows * (7 + row.length), body };
}

test("half a million licenses are imported a piece at a time", { timeout: 240_000 }, async () => {
  const { size, body } = fileOf(ROWS);
  const fixed = new FixedLengthStream(size);
  const [object] = await Promise.all([
    env.FILES.put("license-files/ca.csv", fixed.readable),
    body.pipeTo(fixed.writable),
  ]);
  expect(object?.size).toBe(size);
  const now = Date.now();
  const file = async () =>
    await env.PLATFORM_DB.prepare("select status, rows, offset from license_files where state = 'CA'").first<{
      status: string;
      rows: number;
    }>();
  let passes = 0;
  for (; passes < 100 && (await file())?.status !== "done"; passes += 1) await importLicenseFiles(env, now);
  expect(await file()).toEqual({ status: "done", rows: ROWS, offset: size });
  expect(passes).toBeGreaterThan(5);
  const kept = await env.PLATFORM_DB.prepare("select count(*) as n from license_rolls where state = 'CA'").first();
  expect(kept).toEqual({ n: ROWS });
});
