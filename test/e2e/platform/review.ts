import { expect, test } from "vitest";
import type { World } from "../consoles/world";
import { asPerson } from "../support/signed-in";

const REVIEWS = "/marketplace/integrations/noaa-weather";

const WEEK_AND_A_DAY = 8 * 86_400_000;

export function writesReview(get: () => World): void {
  test("judges an integration after a week of use, changes its mind, and takes it back", async () => {
    const world = get();
    const { data } = await world.api<{ data: { id: string; slug: string }[] }>("GET", "/installs");
    const install = data.find(({ slug }) => slug === "noaa-weather");
    const owner = await world.visitAs("owner");
    const { page } = owner;
    const path = `/console/integrations/integration/?id=${install?.id}&view=review`;
    await owner.open(path);
    await page.getByRole("heading", { name: /You can review NOAA Weather from/u }).waitFor();
    expect(await owner.inaccessible("review-too-early")).toEqual([]);

    const sql = "update integration_installations set installed_at = ? where slug = 'noaa-weather'";
    expect(world.change(sql, Date.now() - WEEK_AND_A_DAY)).toBe(1);
    await page.reload();
    await page.getByRole("radio", { name: "4 of 5 stars" }).check();
    await page.getByLabel("In one line").fill("Rain comes when it says");
    await page.getByLabel("What others should know").fill("We pour by it.");
    expect(await owner.inaccessible("review")).toEqual([]);
    await page.getByRole("button", { name: "Publish the review" }).click();
    await page.getByText("It stands on the listing.").waitFor();

    await page.getByRole("radio", { name: "5 of 5 stars" }).check();
    await page.getByRole("button", { name: "Change it" }).click();
    await page.getByText("Changed.").waitFor();
    const reader = await world.visit();
    await reader.page.goto(`${world.demo.base_url}/marketplace/noaa-weather/`);
    await reader.page.getByText("Rain comes when it says").waitFor();
    await reader.page.getByText("We pour by it.").waitFor();

    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("button", { name: "Publish the review" }).waitFor();
    expect([...owner.faults(), ...reader.faults()]).toEqual([]);
  });
}

export function decidesOnReview(get: () => World): void {
  test("decides on a review that was reported: leaves it, hides it with a reason, and shows it again", async () => {
    const world = get();
    const written = { rating: 1, title: "It never rains", body: "Ask my cousin instead." };
    const { id } = await asPerson<{ id: string }>(world, "owner", ["POST", `${REVIEWS}/review`, written]);
    const report = (reason: string) =>
      asPerson(world, "developer", ["POST", `${REVIEWS}/reviews/${id}/report`, { reason, note: "It is no review." }]);
    await report("spam");
    const admin = await world.visitAs("admin");
    const { page } = admin;
    const card = page.locator(".card", { hasText: written.title });
    await admin.open("/admin/integration-reviews/");
    await card.getByText("It is no review.").waitFor();
    expect(await admin.inaccessible("review-reported")).toEqual([]);
    await page.getByRole("button", { name: "Dismiss the reports of “It never rains”" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Dismiss the reports" }).click();
    await page.getByRole("heading", { name: "Nothing to decide" }).waitFor();

    await admin.open("/admin/integration-reviews/?view=all");
    await page.getByRole("button", { name: "Hide “It never rains”" }).click();
    await page.getByLabel("What its writer is told").fill("It names a person.");
    expect(await admin.inaccessible("review-hide")).toEqual([]);
    await page.getByRole("button", { name: "Hide it" }).click();
    await card.getByText("It names a person.").waitFor();
    const reader = await world.visit();
    const isShown = async () => {
      await reader.page.goto(`${world.demo.base_url}/marketplace/noaa-weather/`);
      return await reader.page.getByText(written.body).count();
    };
    expect(await isShown()).toBe(0);
    await page.getByRole("button", { name: "Restore “It never rains”" }).click();
    await page.getByRole("button", { name: "Hide “It never rains”" }).waitFor();
    expect(await isShown()).toBe(1);
    expect([...admin.faults(), ...reader.faults()]).toEqual([]);
    await asPerson(world, "owner", ["DELETE", `${REVIEWS}/review`]);
  });
}
