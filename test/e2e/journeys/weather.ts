import { expect, test } from "vitest";
import { SYNC_PATIENCE_MS } from "../support/browser";
import type { World } from "../support/world";

export function weather(get: () => World): void {
  test("finds an integration, installs it, and sees what it brought on the project; a review waits for a week of use", async () => {
    const world = get();
    const { demo } = world;
    const owner = await world.visitAs("owner");
    const { page } = owner;
    const project = await world.first("/projects?code=AMI-103");
    const site = `/console/projects/project/?id=${project}&view=site`;
    await owner.open(site);
    expect(await page.getByRole("table", { name: "Weather by day" }).count()).toBe(0);

    await page.goto(`${demo.base_url}/marketplace/?q=weather`);
    await page.getByRole("link", { name: "NOAA Weather" }).click();
    await page.getByRole("link", { name: "Install NOAA Weather" }).click();
    await page.getByRole("button", { name: "Agree and go on" }).click();
    await page.getByLabel("Contact email").fill("office@example.com");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("It works by itself from now on.").waitFor({ timeout: SYNC_PATIENCE_MS });

    const days = page.getByRole("table", { name: "Weather by day" });
    const seen = async () => {
      await owner.open(site);
      return await days.getByRole("row").count();
    };
    await expect.poll(seen, { timeout: SYNC_PATIENCE_MS, interval: 3000 }).toBe(6);
    await days
      .getByText(/^-?\d+ °F$/u)
      .first()
      .waitFor();
    expect(await owner.inaccessible("project-weather")).toEqual([]);

    const review = await owner.context.request.post(
      `${demo.base_url}/api/v1/marketplace/integrations/noaa-weather/review`,
      { headers: { origin: demo.base_url }, data: { rating: 5, title: "Good", body: "It says when it rains." } },
    );
    const { code, detail } = (await review.json()) as { code: string; detail: string };
    expect([review.status(), code, detail]).toEqual([409, "invalid_state", expect.stringContaining("7 days")]);
    expect(owner.faults()).toEqual([]);
  });
}
