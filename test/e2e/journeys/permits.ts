/** Permits with a jurisdiction that takes them electronically. The second test goes on with the integration of the first. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visit } from "../support/browser";
import { SYNC_PATIENCE_MS } from "../support/browser";
import { PermitOffice } from "../support/permit-office";
import type { World } from "../support/world";

/** What the recordings know of the community's own permit. */
const THEIRS = { number: "BP-26-00042", name: "sampletown" };

async function withOffice(world: World, work: (office: PermitOffice) => Promise<void>): Promise<void> {
  const office = await PermitOffice.start(world.site.ports);
  try {
    await work(office);
  } finally {
    await office.stop();
  }
}

async function install(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.open("/console/integrations/install/?slug=opengov-permits");
  await page.getByRole("button", { name: "Agree and go on" }).click();
  await page.getByLabel("Community").fill(THEIRS.name);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Client id").fill("client-of-the-builder");
  await page.getByLabel("Client secret").fill("secret-of-the-builder");
  await page.getByRole("button", { name: "Connect and check" }).click();
  await page.getByText("It works by itself from now on.").waitFor({ timeout: SYNC_PATIENCE_MS });
}

/** A permit of the demo's project, ready to be filed with La Grange. */
async function draft({ page }: { page: Page }, title: string): Promise<void> {
  await page.getByLabel("Project").selectOption({ label: "AMI-103 Ortiz residence" });
  await page.getByLabel("What it permits").fill(title);
  await page.getByRole("button", { name: "Make the draft" }).click();
  await page.getByRole("button", { name: "Choose it" }).click();
  await page.getByLabel("The beginning of its name").fill("la gra");
  await page.getByRole("button", { name: "Choose La Grange", exact: true }).click();
  await page.getByLabel("Kind of permit").fill("rt-building-permit");
}

async function submit({ page }: { page: Page }): Promise<void> {
  await page.getByRole("button", { name: "Submit electronically" }).click();
  await page.getByRole("dialog").getByText("never twice").waitFor();
  await page.getByRole("button", { name: "Submit it" }).click();
}

async function syncPermits(visit: Visit): Promise<void> {
  await visit.open("/console/integrations/");
  await visit.page.getByRole("link", { name: "Manage OpenGov Permitting" }).click();
  await visit.page.getByRole("button", { name: "Run Permits", exact: true }).click();
  await visit.page.getByRole("heading", { name: "Under way" }).waitFor();
  await visit.page.getByRole("heading", { name: "The latest runs" }).waitFor();
}

export function permits(get: () => World): void {
  test("files a permit electronically, once, and sees its review in the jurisdiction's words", () =>
    withOffice(get(), async (office) => {
      const owner = await get().visitAs("owner");
      const { page } = owner;
      await install(owner);
      await owner.open("/console/permits/new/");
      await draft(owner, "Pool and deck");
      await submit(owner);
      await page.getByRole("heading", { name: /Pool and deck\s+Application accepted/u }).waitFor();
      await page.locator(".facts").getByText("BP-26-00061").waitFor();
      expect(office.filed).toBe(1);
      const permit = page.url();

      office.movedAt = new Date().toISOString();
      await syncPermits(owner);
      await page.goto(permit);
      await page.getByRole("heading", { name: /Pool and deck\s+In review/u }).waitFor();
      expect(await page.locator(".timeline > li").allInnerTexts()).toEqual([
        expect.stringMatching(/Building Review[^]*The jurisdiction's system/u),
        expect.stringMatching(/ACTIVE[^]*When it was filed/u),
      ]);
      expect(await owner.inaccessible("permit-filed-electronically")).toEqual([]);
      expect(owner.faults()).toEqual([]);
    }));

  test("files by hand while the jurisdiction's system is down, and hears of it from there when it is back", () =>
    withOffice(get(), async (office) => {
      const owner = await get().visitAs("owner");
      const { page } = owner;
      office.isDown = true;
      await owner.open("/console/permits/new/");
      await draft(owner, "Seawall repair");
      await submit(owner);
      await page.getByText("It could not be filed yet, and is tried again.").waitFor();
      expect(await owner.inaccessible("permit-waiting")).toEqual([]);
      await page.getByRole("button", { name: "File by hand" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "File it by hand" }).click();
      await page.getByText("It is filed by hand.").waitFor();
      await page.getByRole("button", { name: "Enter a status" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Status").selectOption("Application accepted");
      await dialog.getByLabel("The permit's number").fill(THEIRS.number);
      await dialog.getByLabel("Since").fill("2026-10-02");
      await dialog.getByRole("button", { name: "Enter it" }).click();
      await page.getByRole("heading", { name: /Seawall repair\s+Application accepted/u }).waitFor();
      const permit = page.url();

      office.isDown = false;
      office.movedAt = new Date().toISOString();
      await syncPermits(owner);
      await page.goto(permit);
      await page.getByRole("heading", { name: /Seawall repair\s+In review/u }).waitFor();
      expect(await page.locator(".timeline > li").first().innerText()).toContain("The jurisdiction's system");
      expect(office.filed).toBe(0);
      expect(owner.faults()).toEqual([]);
    }));
}
