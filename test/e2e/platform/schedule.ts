import { expect, test } from "vitest";
import type { World } from "../consoles/world";
import { startTideService } from "../support/tide-service";

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
    // What nobody knows is the overview.
    await owner.open(path.replace("view=schedule", "view=shedule"));
    const current = page.getByRole("navigation", { name: "Project", exact: true }).locator("[aria-current=page]");
    expect(await current.innerText()).toBe("Overview");
    expect(owner.faults()).toEqual([]);
  });
}

const DAY_MS = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** At the station that was recorded; everything above three feet stops its work. */
const SITE = { name: "La Jolla seawall", code: "TIDE-1", latitude: 32.85, longitude: -117.27 };
const CONFIG = { high_water_ft: 3, work_from_hour: 7, work_to_hour: 15 };
const TASKS = [
  { name: "Pour the pile caps", kind: "concrete_pour" },
  { name: "Set the seawall panels", kind: "waterfront" },
  { name: "Dig the footings", kind: "foundation" },
  { name: "Order the railings", kind: "general" },
].map((task) => ({ ...task, start_date: dayIn(0), end_date: dayIn(3) }));

export function tideFlags(get: () => World): void {
  test("sees which concrete, waterfront and foundation tasks meet high water, and when", async () => {
    const world = get();
    const tides = await startTideService(world.site.ports.tides);
    try {
      const { id } = await world.api<{ id: string }>("POST", "/projects", SITE);
      const plan = { project_id: id, name: "Seawall schedule", status: "active", tasks: TASKS };
      await world.api("POST", "/schedules", plan);
      const { permissions } = await world.api<{ permissions: string[] }>("GET", "/marketplace/integrations/noaa-tides");
      await world.api("POST", "/marketplace/integrations/noaa-tides/install", { permissions, config: CONFIG });
      const known = async () =>
        (await world.api<{ tides: { status: string } }>("GET", `/projects/${id}/site-conditions`)).tides.status;
      await expect.poll(known, { timeout: 45_000 }).toBe("available");
      const owner = await world.visitAs("owner");
      const { page } = owner;
      await owner.open(`/console/projects/project/?id=${id}&view=schedule`);
      for (const name of ["Pour the pile caps", "Set the seawall panels", "Dig the footings"])
        await page
          .getByRole("row", {
            name: new RegExp(`^${name}.*High water.*3\\.7 ft at .*; low .*King tide.*7\\.1 ft at`, "u"),
          })
          .waitFor();
      expect(
        await page
          .getByRole("row", { name: /^Order the railings/u })
          .getByText(/water|tide/iu)
          .count(),
      ).toBe(0);
      expect(await owner.inEachWay("schedule-tides")).toEqual([]);
      await page.getByRole("link", { name: "Site" }).click();
      await page.getByText(/At La Jolla .*miles away/u).waitFor();
      await page.getByText(/^King tide of 7\.1/u).waitFor();
      expect(await owner.inEachWay("site-tides")).toEqual([]);
      expect(owner.faults()).toEqual([]);
    } finally {
      await tides.stop();
    }
  });
}
