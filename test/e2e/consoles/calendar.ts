import { expect, test } from "vitest";
import type { World } from "./world";

export function calendar(get: () => World): void {
  test("makes a calendar's address from the schedule, replaces it and ends it", async () => {
    const world = get();
    const owner = await world.visitAs("owner");
    const { page } = owner;
    const project = await world.first("/projects?code=AMI-103");
    const path = `/console/projects/project/?id=${project}&view=schedule`;
    await owner.open(path);
    await page.getByRole("link", { name: "Install iCal feeds" }).click();
    await page.getByRole("button", { name: "Agree and go on" }).click();
    await page.getByRole("heading", { name: "iCal feeds is installed" }).waitFor();

    await owner.open(path);
    await page.getByRole("button", { name: "Make an address" }).click();
    const secret = page.locator(".secret code");
    const first = await secret.innerText();
    expect(await owner.inaccessible("calendar-address")).toEqual([]);
    expect(await (await fetch(first)).text()).toContain("BEGIN:VCALENDAR");
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByText("It has had an address since").waitFor();

    await page.getByRole("button", { name: "Replace the address" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Replace the address" }).click();
    await secret.waitFor();
    const second = await secret.innerText();
    expect(second).not.toBe(first);
    expect((await fetch(first)).status).toBe(404);
    await page.getByRole("button", { name: "I have stored it" }).click();
    expect(await owner.inaccessible("calendar-replaced")).toEqual([]);

    await page.getByRole("button", { name: "End the address" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End the address" }).click();
    await page.getByRole("button", { name: "Make an address" }).waitFor();
    expect((await fetch(second)).status).toBe(404);
    expect(owner.faults()).toEqual([]);
    // So that nothing is connected once the weather is uninstalled.
    const { base_url: base } = get().demo;
    const uninstall = `${base}/api/v1/marketplace/integrations/ical/uninstall`;
    const ended = await owner.context.request.delete(uninstall, { headers: { origin: base } });
    expect(ended.ok()).toBe(true);
  });
}
