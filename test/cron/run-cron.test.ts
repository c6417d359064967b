import { env } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { runCron, schedule } from "../../src/cron";

afterEach(() => vi.restoreAllMocks());

const CRON = "17 * * * *";

test("a job that fails keeps no other from running, and each failure is in the log with its name", async () => {
  const jobs = schedule[CRON] as Record<string, (typeof schedule)[string][string]>;
  const ran: string[] = [];
  for (const name of Object.keys(jobs))
    vi.spyOn(jobs, name).mockImplementation(async () => {
      ran.push(name);
      if (name === "purge" || name === "mailDigests") throw new Error(`${name} broke`);
    });
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

  const failed = runCron(CRON, env, Date.now());

  await expect(failed).rejects.toMatchObject({
    errors: [{ message: "purge broke" }, { message: "mailDigests broke" }],
  });
  expect(ran).toEqual(Object.keys(jobs));
  const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  expect(lines.map(({ job, detail }) => [job, detail])).toEqual([
    ["purge", "purge broke"],
    ["mailDigests", "mailDigests broke"],
  ]);
});
