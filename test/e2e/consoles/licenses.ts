import { expect, test } from "vitest";
import { asPerson } from "../support/signed-in";
import type { World } from "./world";

export function licenses(get: () => World): void {
  test("sees vendors' licenses, and records what the board's page says", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    await owner.open("/console/licenses/");
    await page.getByRole("row", { name: /Keys Concrete LLC.*FL CGC1523456.*Not verified yet/u }).waitFor();
    await page.getByRole("button", { name: "Record a check of Keys Concrete LLC" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("link").getAttribute("href")).toMatch(/^https:/u);
    await dialog.getByLabel("In the board's words").fill("Current, Active");
    await dialog.getByLabel("Its last day").fill("2027-08-31");
    expect(await owner.inaccessible("license-check")).toEqual([]);
    await dialog.getByRole("button", { name: "Record it" }).click();
    const { name } = await asPerson<{ name: string }>(get(), "owner", ["GET", "/user"]);
    const recorded = new RegExp(`Keys Concrete LLC.*Active.*Aug 31, 2027.*by hand.*checked .* by ${name}`, "u");
    await page.getByRole("row", { name: recorded }).waitFor();
    // To others as well: by the name, which the API keeps the id of.
    const member = await get().visitAs("member");
    await member.open("/console/licenses/");
    await member.page.getByRole("row", { name: recorded }).waitFor();
    expect(member.faults()).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}
