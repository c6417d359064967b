/** A permit from its draft to its end, filed by hand where it cannot be filed electronically. */
import { expect, test } from "vitest";
import type { World } from "./world";

export function permitJourney(get: () => World): void {
  drafts(get);
  filesByHand(get);
}

function drafts(get: () => World): void {
  test("drafts a permit from its project, is told what is missing, and is refused where nothing can file it", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    await owner.open("/console/permits/");
    await page.getByRole("heading", { name: "No permits yet" }).waitFor();
    expect(await owner.inaccessible("permits-empty")).toEqual([]);
    await page.getByRole("link", { name: "New permit" }).first().click();
    await page.getByLabel("Project").selectOption({ label: "AMI-103 Ortiz residence" });
    await page.getByLabel("What it permits").fill("New single-family residence");
    await page.getByRole("button", { name: "Make the draft" }).click();
    await page.getByRole("heading", { name: /New single-family residence\s+Draft/u }).waitFor();
    await page.getByText("Site: 1204 Bayshore Drive, Key Largo, FL 33037.").waitFor();
    await page.getByText("Missing. The jurisdiction's own id of the kind of permit is needed.").waitFor();
    expect(await owner.inaccessible("permit-draft")).toEqual([]);

    const id = new URL(page.url()).searchParams.get("id") ?? "";
    owner.expected.add(`409 /api/v1/permits/${id}/submit`);
    await page.getByRole("button", { name: "Submit electronically" }).click();
    await page.getByRole("alert").getByText("The permit names no jurisdiction.").waitFor();

    await page.getByRole("button", { name: "Choose it" }).click();
    await page.getByLabel("The beginning of its name").fill("sacram");
    await page.getByRole("button", { name: "Choose Sacramento", exact: true }).click();
    await page.getByText("Install Accela permits to file with Sacramento.").first().waitFor();
    await page.getByLabel("Kind of permit").fill("Building-Residential-New-NA");
    await page.getByLabel("Value of the work").fill("1250000.50");
    await page.getByRole("button", { name: "Submit electronically" }).click();
    await page.getByRole("alert").getByText("Install Accela permits to file with Sacramento.").waitFor();
    expect(await page.getByText("Missing.").count()).toBe(0);
    expect(await owner.inaccessible("permit-refused")).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}

function filesByHand(get: () => World): void {
  test("prints it, files it by hand, enters what the jurisdiction says, and withdraws it", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    await owner.open("/console/permits/");
    await page.getByRole("link", { name: "New single-family residence" }).click();
    await page.getByRole("button", { name: "File by hand" }).click();
    await page.getByText("It is filed by hand.").waitFor();
    await page.getByRole("link", { name: "Printable application" }).click();
    await page.getByText("Building-Residential-New-NA").waitFor();
    await page.getByText("$1,250,000.50").waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#topbar, #side, .heading-actions, .back").filter({ visible: true }).count()).toBe(0);
    await page.getByText("Signature of the applicant").waitFor();
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("link", { name: "Permit", exact: true }).click();

    await page.getByRole("button", { name: "Enter a status" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Status").selectOption("In review");
    await dialog.getByLabel("In the jurisdiction's words").fill("In Plan Review");
    await dialog.getByLabel("The permit's number").fill("BLD26-00412");
    await dialog.getByLabel("Since").fill("2999-04-20");
    await dialog.getByLabel("Where you have it from").fill("By phone, J. Alvarez.");
    const id = new URL(page.url()).searchParams.get("id") ?? "";
    owner.expected.add(`400 /api/v1/permits/${id}/statuses`);
    await dialog.getByRole("button", { name: "Enter it" }).click();
    await dialog.getByText("This lies in the future.").waitFor();
    expect(await owner.inaccessible("permit-status")).toEqual([]);
    await dialog.getByLabel("Since").fill("2026-04-20");
    await dialog.getByRole("button", { name: "Enter it" }).click();
    await page.getByRole("heading", { name: /New single-family residence\s+In review/u }).waitFor();
    const line = page.locator(".timeline > li");
    expect(await line.allInnerTexts()).toEqual([
      expect.stringMatching(/In Plan Review[^]*Apr 20, 2026 · Entered by hand[^]*J\. Alvarez/u),
    ]);
    expect(await owner.inaccessible("permit-filed")).toEqual([]);

    await owner.open("/console/permits/?status=in_review");
    await page.getByRole("row", { name: /BLD26-00412.*Ortiz residence.*In review/u }).waitFor();
    await page.getByRole("link", { name: "New single-family residence" }).click();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await dialog.getByRole("button", { name: "Withdraw it" }).click();
    await page.getByText("withdraw it there as well").waitFor();
    expect(owner.faults()).toEqual([]);
  });
}
