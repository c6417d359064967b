import { expect, test } from "vitest";
import { newId } from "#lib/ids";
import type { World } from "../consoles/world";

const DAY = 86_400_000;
const INCIDENT =
  "insert into integration_incidents (id, slug, cause, title, opened_at, closed_at) values (?, ?, 'breaker', ?, ?, ?)";
const HEALTH = `insert into integration_health (slug, version, width, start, calls, failed_transient, ms_200, ms_1500)
 values ('opengov-permits', 'v1', 3600, ?1, ?2, ?3, ?2 - ?3, ?3)`;

export function publicPages(get: () => World): void {
  test("reads the status without an account, and without a script", async () => {
    const world = get();
    const visit = await world.visit();
    const { page } = visit;
    await page.goto(`${world.demo.base_url}/docs/`);
    await page.getByRole("link", { name: "Status" }).click();
    await page.getByText("There was no incident.").waitFor();
    await page.getByText("All parts of the platform work.").waitFor();
    expect(await visit.inaccessible("status")).toEqual([]);

    const now = Date.now();
    world.change(INCIDENT, newId(now - 3 * DAY), "xero", "Xero did not answer", now - 3 * DAY, now - 3 * DAY + 4e6);
    world.change(INCIDENT, newId(now - 6e5), "opengov-permits", "OpenGov does not answer", now - 6e5, null);
    await page.goto(`${world.demo.base_url}/status/?now`);
    await page.locator("#open").getByRole("link", { name: "OpenGov does not answer" }).waitFor();
    await page.locator("#past").getByRole("link", { name: "Xero did not answer" }).waitFor();
    expect(await visit.inaccessible("status-incidents")).toEqual([]);
    world.change("delete from integration_incidents where slug in ('xero', 'opengov-permits')");
    expect(visit.faults()).toEqual([]);
  });

  test("sees on a listing how its calls went in 30 days, as a picture and as a table", async () => {
    const world = get();
    const today = Math.floor(Date.now() / DAY) * DAY;
    for (let ago = 0; ago < 30; ago += 1) {
      const calls = ago === 12 ? 0 : 400 + ((ago * 37) % 200);
      const failed = ago === 5 ? 180 : ago === 20 ? 1 : 0;
      if (calls > 0) world.change(HEALTH, today - ago * DAY, calls, failed);
    }
    const visit = await world.visit();
    const { page } = visit;
    await page.goto(`${world.demo.base_url}/marketplace/opengov-permits/`);
    await page.getByRole("img", { name: /calls in 30 days, of which 181 failed, on 2 days/u }).waitFor();
    await page.getByText("The same as a table").click();
    expect(await page.getByRole("region", { name: "Calls by day" }).getByRole("row").count()).toBe(31);
    expect(await visit.inaccessible("listing-health")).toEqual([]);
    expect(visit.faults()).toEqual([]);
  });
}
