import { expect, test } from "vitest";
import type { World } from "./world";

export function adminJourney(get: () => World): void {
  test("switches an integration off, tells news of it, and restores it; its builder sees each", async () => {
    const world = get();
    const [admin, owner] = [await world.visitAs("admin"), await world.visitAs("owner")];
    const { page } = admin;
    await admin.open("/admin/integrations/");
    await page.getByRole("button", { name: "Switch off NOAA Weather" }).click();
    await page.getByRole("dialog").getByText("1 builder has it installed.").waitFor();
    expect(await admin.inaccessible("kill")).toEqual([]);
    await page.getByLabel("Why, for the audit log").fill("It sends wrong data.");
    await page.getByRole("button", { name: "Switch it off" }).click();
    await page.getByText("Off since").waitFor();
    expect(await admin.inaccessible("admin-integrations-off")).toEqual([]);

    await admin.open("/admin/incidents/");
    await page.getByRole("button", { name: "Tell news" }).click();
    await page.getByLabel("What is known").fill("A fix is being tested.");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.locator(".timeline").getByText("A fix is being tested.").waitFor();
    expect(await admin.inaccessible("admin-incidents")).toEqual([]);

    await owner.open("/console/integrations/");
    await owner.page.getByText("temporarily disabled due to a known issue").waitFor();
    await owner.page.getByRole("link", { name: "Manage NOAA Weather" }).click();
    await owner.page.getByText("A fix is being tested.").waitFor();
    expect(await owner.inaccessible("integration-off")).toEqual([]);

    await admin.open("/admin/integrations/");
    await page.getByRole("button", { name: "Restore NOAA Weather" }).click();
    await page.getByRole("button", { name: "Switch it on" }).click();
    await page.getByRole("button", { name: "Switch off NOAA Weather" }).waitFor();
    await owner.page.reload();
    await owner.settled();
    await owner.page.getByRole("button", { name: "Sync now" }).waitFor();
    expect(await owner.page.getByText("temporarily disabled").count()).toBe(0);
    expect([...admin.faults(), ...owner.faults()]).toEqual([]);
  });
}
