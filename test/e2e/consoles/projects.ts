import { expect, test } from "vitest";
import type { World } from "./world";

export function projects(get: () => World): void {
  test("makes a project past a refusal, sees what is known of its site, and moves it", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    await owner.open("/console/projects/");
    await page.getByRole("link", { name: "New project" }).click();
    await page.getByLabel("Name").fill("Sombrero Beach house");
    await page.getByLabel("Code", { exact: true }).fill("amb 1");
    await page.getByLabel("State").fill("fl");
    await page.getByLabel("Latitude").fill("95");
    owner.expected.add("400 /api/v1/projects");
    await page.getByRole("button", { name: "Create the project" }).click();
    await page.getByText("Capital letters, digits and hyphens").waitFor();
    await page.getByText("At most 90.").waitFor();
    expect(await owner.inaccessible("project-new-refused")).toEqual([]);
    await page.getByLabel("Code", { exact: true }).fill("amb-1");
    await page.getByLabel("Latitude").fill("");
    await page.getByRole("button", { name: "Create the project" }).click();
    await page.getByRole("heading", { name: "Sombrero Beach house" }).waitFor();
    await page.getByRole("link", { name: "Enter the place" }).click();
    await page.getByLabel("Latitude").fill("24.6912");
    await page.getByLabel("Longitude").fill("-81.0893");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Flood" }).waitFor();
    expect(await page.getByRole("link", { name: "Enter the place" }).count()).toBe(0);
    await page.getByRole("link", { name: "Overview", exact: true }).last().click();
    await page.getByText("New construction").waitFor();
    expect(owner.faults()).toEqual([]);
  });
}
