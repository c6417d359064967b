import { expect, test } from "vitest";
import recording from "../../../src/connectors/us-census-geocoder/v1/recordings/found.json" with { type: "json" };
import { manifest } from "../../../src/connectors/us-census-geocoder/manifest";
import { FarService } from "../support/far-service";
import type { World } from "../support/world";

const [exchange] = recording.exchanges;

export function place(get: () => World): void {
  test("enters a project by its address, and takes the coordinates that are found for it", async () => {
    const world = get();
    const census = await FarService.start(world.site.ports.census, ({ query }) => ({
      body: query.get("address")?.startsWith("1600") ? exchange?.body : { result: { addressMatches: [] } },
    }));
    try {
      const owner = await world.visitAs("owner");
      const { page } = owner;
      const find = page.getByRole("button", { name: "Find the coordinates" });
      await owner.open("/console/projects/new/");
      await find.click();
      await page.getByText("Enter the street, and its city and state or its ZIP code.").waitFor();
      await page.getByLabel("Name").fill("White House");
      await page.getByLabel("Code", { exact: true }).fill("PLACE-1");
      await page.getByLabel("Street").fill("1 Nowhere Lane");
      await page.getByLabel("ZIP code").fill("20500");
      owner.expected.add("409 /api/v1/address-matches");
      await find.click();
      await page.getByRole("link", { name: "Install it" }).waitFor();
      const installed = await owner.context.request.post(
        `${world.demo.base_url}/api/v1/marketplace/integrations/us-census-geocoder/install`,
        { headers: { origin: world.demo.base_url }, data: { permissions: manifest.permissions } },
      );
      expect(installed.status()).toBe(200);
      await find.click();
      await page.getByText("US Census Geocoder does not know 1 Nowhere Lane, 20500.").waitFor();
      await page.getByLabel("Street").fill("1600 Pennsylvania Avenue NW");
      await find.click();
      await page.getByText("Found: 1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502").waitFor();
      expect(await owner.inaccessible("project-place")).toEqual([]);
      expect(await page.getByLabel("Latitude").inputValue()).toBe("");
      await page.getByRole("button", { name: "Take these coordinates" }).click();
      await page.getByRole("button", { name: "Create the project" }).click();
      await page.waitForURL(/view=site/u);
      const id = await world.first("/projects?code=PLACE-1");
      const project = await owner.context.request.get(`${world.demo.base_url}/api/v1/projects/${id}`);
      expect(await project.json()).toMatchObject({ latitude: 38.898754, longitude: -77.03535 });
      expect(owner.faults()).toEqual([]);
    } finally {
      await census.stop();
    }
  });
}
