/** From a listing in the marketplace to its data in the console. The tests build on one another. */
import { expect, test } from "vitest";
import { SYNC_PATIENCE_MS } from "../support/browser";
import type { World } from "./world";

const INSTALL = "/api/v1/marketplace/integrations/noaa-weather/install";

function installs(get: () => World): void {
  test("finds an integration, installs it past a refusal and a failure, and goes on where it was left", async () => {
    const { demo, weather } = get();
    const owner = await get().visitAs("owner");
    const { page } = owner;
    owner.expected.add(`400 ${INSTALL}`);
    await page.goto(`${demo.base_url}/marketplace/`);
    await page.getByRole("searchbox", { name: "Search integrations" }).pressSequentially("noaa weath");
    await page.getByRole("heading", { name: "Integrations for “noaa weath”" }).waitFor();
    expect(new URL(page.url()).search).toBe("?q=noaa+weath");
    expect(await page.locator(".listings h2").first().innerText()).toBe("NOAA Weather");
    expect(await owner.inaccessible("directory-searched")).toEqual([]);
    await page.getByRole("link", { name: "NOAA Weather" }).click();
    await page.getByRole("link", { name: "Install NOAA Weather" }).click();
    await page.getByText("Send those coordinates to the National Weather Service").waitFor();
    expect(await owner.inaccessible("install-permissions")).toEqual([]);
    await page.getByRole("button", { name: "Agree and go on" }).click();
    await page.getByLabel("Contact email").fill("office@example");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("This is not an e-mail address.").waitFor();
    expect(await owner.inaccessible("install-settings")).toEqual([]);

    weather.trouble = { status: 500, body: { title: "Out for lunch" } };
    owner.expected.add(`502 ${INSTALL}`);
    await page.getByLabel("Contact email").fill("office@example.com");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("NOAA Weather could not be connected").waitFor();
    expect(await owner.inaccessible("install-failed")).toEqual([]);
    weather.trouble = undefined;

    await page.reload();
    expect(await page.getByLabel("Contact email").inputValue()).toBe("office@example.com");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("heading", { name: "NOAA Weather is installed" }).waitFor();
    await page.getByText("It works by itself from now on.").waitFor({ timeout: SYNC_PATIENCE_MS });
    expect(await page.locator(".progress").allInnerTexts()).toEqual([
      expect.stringMatching(/^Weather forecasts\s+Succeeded[^]* new/u),
      expect.stringMatching(/^Weather alerts\s+Succeeded[^]* new/u),
    ]);
    expect(await owner.inaccessible("install-done")).toEqual([]);
    await page.getByRole("link", { name: "See its data" }).click();
    await page.getByText("Ortiz residence: Severe Thunderstorm Warning").click();
    await page.getByText("NWS Binghamton NY").first().waitFor();
    expect(owner.faults()).toEqual([]);
  });
}

function manages(get: () => World): void {
  test("syncs it now, pauses it, changes its settings, and reads what it did", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    await owner.open("/console/integrations/");
    await page.getByRole("row", { name: /NOAA Weather.*Active/u }).waitFor();
    await page.getByRole("link", { name: "Manage NOAA Weather" }).click();
    await page.getByRole("button", { name: "Sync now" }).click();
    await page.getByRole("heading", { name: "Under way" }).waitFor();
    await page.getByRole("heading", { name: "The latest runs" }).waitFor();
    await page.getByRole("link", { name: "Runs", exact: true }).click();
    await page
      .getByRole("row", { name: /Weather forecasts Succeeded.*By hand/u })
      .first()
      .waitFor();
    await page.getByRole("link", { name: "Calls", exact: true }).click();
    await page
      .getByRole("row", { name: /getForecast.*api\.weather\.gov.*200/u })
      .first()
      .waitFor();

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Weather forecasts: minutes").fill("1");
    const path = new URL(page.url()).searchParams.get("id") ?? "";
    owner.expected.add(`400 /api/v1/installs/${path}`);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("It runs every 60 to 43200 minutes.").waitFor();
    await page.getByLabel("Weather forecasts: minutes").fill("120");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("status").getByText("Saved").waitFor();
    await page.getByLabel("Contact email").fill("site@example.com");
    await page.getByRole("button", { name: "Save and check" }).click();
    await page.getByText("A call has shown that it works.").waitFor();

    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("heading", { name: /Paused/u }).waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("heading", { name: /Active/u }).waitFor();
    expect(owner.faults()).toEqual([]);
  });
}

export function builderJourney(get: () => World): void {
  installs(get);
  manages(get);
}

export function builderLeaves(get: () => World): void {
  test("uninstalls it, and may install it again with the settings it had", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    await owner.open("/console/integrations/");
    await page.getByRole("link", { name: "Manage NOAA Weather" }).click();
    await page.getByRole("button", { name: "Uninstall" }).click();
    await page.getByRole("dialog").getByLabel("Delete what it has brought").check();
    expect(await owner.inaccessible("uninstall")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Uninstall" }).click();
    await page.getByRole("heading", { name: "Nothing is connected yet" }).waitFor();
    expect(await owner.inaccessible("integrations-none")).toEqual([]);
    await page.getByRole("link", { name: "Install again NOAA Weather" }).click();
    await page.getByRole("button", { name: "Agree and go on" }).click();
    expect(await page.getByLabel("Contact email").inputValue()).toBe("site@example.com");
    expect(owner.faults()).toEqual([]);
  });
}
