/** What becomes of a change whose answer is lost, and of a page whose session has ended. */
import { expect, test } from "vitest";
import type { World } from "./world";

export function repeats(get: () => World): void {
  test("a change whose answer was lost is repeated, not done twice", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    const { page } = visit;
    await visit.open("/console/api-keys/new/");
    let lost = 0;
    await page.route("**/api/v1/api-keys", async (route) => {
      if (lost > 0) return await route.continue();
      lost += 1;
      await route.fetch();
      return await route.abort("connectionreset");
    });
    await page.getByLabel("Name").fill("Once");
    await page.getByRole("checkbox", { name: "Read Clients" }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByText("The server did not answer.").waitFor();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("heading", { name: "Your new key" }).waitFor();
    await visit.open("/console/api-keys/");
    expect(await page.getByRole("link", { name: "Once" }).count()).toBe(1);
    expect(visit.faults().filter((fault) => !fault.includes("ERR_CONNECTION_RESET"))).toEqual([]);
  });
}

export function ends(get: () => World): void {
  test("a session that has ended leads to signing in, and back", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    await visit.open("/console/events/?type=project.created");
    await visit.context.clearCookies();
    visit.expected.add("401 /api/v1/events");
    await visit.page.getByRole("button", { name: "Refresh" }).click();
    await visit.page.waitForURL(/\/sign-in\//u);
    const back = new URL(visit.page.url()).searchParams.get("return_to");
    expect(back).toBe("/console/events/?type=project.created");
    expect(visit.faults()).toEqual([]);
  });
}
