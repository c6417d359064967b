import { expect, test } from "vitest";
import { SYNC_PATIENCE_MS } from "../support/browser";
import type { World } from "../support/world";
import { linkTo } from "./mail";

export function firstWeather(get: () => World): void {
  test("comes from the front page to the weather on a first project, led on at each step", async () => {
    const world = get();
    const visit = await world.visit();
    const { page } = visit;
    const email = "pat@point-judith.example";
    await page.goto(`${world.demo.base_url}/`);
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("Name").fill("Pat Builder");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByText(`We have sent a link to ${email}`).waitFor();
    await page.goto(await linkTo(world, email));
    await page.getByRole("link", { name: "Continue" }).click();
    await page.getByLabel("Name of the business").fill("Point Judith Homes");
    await page.getByRole("button", { name: "Create the builder" }).click();

    await page.getByText("0 of 3 done").waitFor();
    await page.getByRole("link", { name: "Create a project" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Ortiz residence");
    await page.getByLabel("Code", { exact: true }).fill("PJ-1");
    await page.getByLabel("Latitude").fill("25.0865");
    await page.getByLabel("Longitude").fill("-80.4473");
    await page.getByRole("button", { name: "Create the project" }).click();

    await page.getByRole("link", { name: "Connect weather" }).click();
    await page.getByRole("button", { name: "Agree and go on" }).press("Enter");
    await page.getByRole("heading", { name: "Settings" }).and(page.locator(":focus")).waitFor();
    await page.getByLabel("Contact email").fill(email);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("It works by itself from now on.").waitFor({ timeout: SYNC_PATIENCE_MS });
    await page.getByRole("link", { name: "See it on the project" }).click();
    await page.getByRole("table", { name: "Weather by day" }).waitFor();
    await page.getByRole("heading", { name: "Ortiz residence" }).waitFor();

    await visit.open("/console/");
    await page.getByText("0 of 4 done").waitFor();
    expect(await page.getByText("Weather on a project").count()).toBe(0);
    await page.getByRole("button", { name: "Hide “Connect software of your own”" }).press("Enter");
    await page.getByRole("heading", { name: "Overview" }).and(page.locator(":focus")).waitFor();
    await visit.open("/console/");
    await page.getByRole("link", { name: "Ortiz residence" }).first().waitFor();
    expect(await page.getByText("of 4 done").count()).toBe(0);
    expect(await visit.inaccessible("overview-of-one-project")).toEqual([]);
    expect(visit.faults()).toEqual([]);
  });
}
