import { expect, test } from "vitest";
import type { World } from "../consoles/world";

/** In the forecast that was recorded. */
const POUR = { name: "Pour the grade beams", kind: "concrete_pour", start_date: "2026-07-15", end_date: "2026-07-16" };

/** So that the recorded weather is worth a word. */
const STRICT = { evaporation_above: 0.05, precipitation_day_in: 0.03 };

export function scheduleFlags(get: () => World): void {
  test("sees beside each task what the weather may do to it, and what is not known", async () => {
    const world = get();
    const project = await world.first("/projects?code=AMI-103");
    const schedule = await world.first(`/schedules?project_id=${project}&status=active`);
    await world.api("POST", `/schedules/${schedule}/tasks`, POUR);
    const owner = await world.visitAs("owner");
    const { page } = owner;
    const path = `/console/projects/project/?id=${project}&view=schedule`;
    await owner.open(path);
    await page
      .getByRole("listitem")
      .filter({ hasText: "Weather:" })
      .getByRole("link", { name: "Install it" })
      .waitFor();
    expect(await owner.inaccessible("schedule-nothing-known")).toEqual([]);

    const slug = "noaa-weather";
    const { permissions } = await world.api<{ permissions: string[] }>("GET", `/marketplace/integrations/${slug}`);
    const body = { permissions, config: { contact_email: "office@example.com", ...STRICT } };
    await world.api("POST", `/marketplace/integrations/${slug}/install`, body);
    await expect
      .poll(
        async () =>
          (await world.api<{ weather: { status: string } }>("GET", `/projects/${project}/site-conditions`)).weather
            .status,
        { timeout: 30_000 },
      )
      .toBe("available");
    await owner.open(path);
    await page.getByRole("row", { name: /Pour the grade beams.*Dries too fast.*plastic shrinkage/u }).waitFor();
    expect(await page.getByText("Weather:").count()).toBe(0);
    expect(await owner.inaccessible("schedule-flags")).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}
