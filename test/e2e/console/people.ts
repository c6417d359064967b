/** What a page does for those who were not alone, or use a keyboard. */
import { expect, test } from "vitest";
import type { World } from "./world";

export function conflicts(get: () => World): void {
  test("a change that somebody else was quicker with is not lost silently", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    const { page } = visit;
    const id = (await world.call(world.demo.api_key, "/webhooks")).body.data[0]?.id ?? "";
    await visit.open(`/console/webhooks/edit/?id=${id}`);
    await world.call(world.demo.api_key, `/webhooks/${id}`, "PATCH", { description: "Theirs" });
    visit.expected.add(`412 /api/v1/webhooks/${id}`);
    await page.getByLabel("What it is for").fill("Mine");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Load what it is now" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/\/webhook\/\?id=/u);
    const { body } = await world.call(world.demo.api_key, `/webhooks/${id}`);
    expect(body).toMatchObject({ description: "Mine" });
    expect(visit.faults()).toEqual([]);
  });
}

export function keyboard(get: () => World): void {
  test("the keyboard reaches everything: skip link, menus, dialogs", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    const { page } = visit;
    const focused = () => page.evaluate<string>("document.activeElement.textContent.trim()");
    await visit.open("/console/api-keys/");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Create a key");
    await page.getByRole("button", { name: "Amity Island Homes" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#builder-menu:popover-open").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#builder-menu:not(:popover-open)").waitFor({ state: "attached" });
    const revoke = page.getByRole("button", { name: "Revoke Demo", exact: true });
    await revoke.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await visit.inaccessible("dialog")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("Revoke");
    expect(visit.faults()).toEqual([]);
  });
}
