import { expect, test } from "vitest";
import type { World } from "./world";

export function jurisdictionReport(get: () => World): void {
  test("reports a jurisdiction that is missing; an admin completes it and takes it up, and it can be chosen", async () => {
    const world = get();
    const [owner, admin] = [await world.visitAs("owner"), await world.visitAs("admin")];
    const { page } = owner;
    await owner.open("/console/permits/new/");
    await page.getByLabel("Project").selectOption({ label: "AMI-103 Ortiz residence" });
    await page.getByLabel("What it permits").fill("Boat lift");
    await page.getByRole("button", { name: "Make the draft" }).click();
    await page.getByRole("button", { name: "Choose it" }).click();
    await page.getByLabel("The beginning of its name").fill("Layton");
    await page.getByText("None in the registry is named like that.").waitFor();
    await page.getByRole("button", { name: "Report one that is missing" }).click();
    const report = page.getByRole("dialog", { name: "Report a jurisdiction" });
    await report.getByLabel("Its name").fill("Layton");
    await report.getByLabel("State", { exact: true }).fill("F1");
    expect(await owner.inaccessible("jurisdiction-report")).toEqual([]);
    owner.expected.add("400 /api/v1/jurisdictions");
    await report.getByRole("button", { name: "Send the report" }).click();
    await report.getByText("This is not a two-letter code.").waitFor();
    await report.getByLabel("State", { exact: true }).fill("fl");
    await report.getByLabel("In your words").fill("They take applications on paper.");
    await report.getByRole("button", { name: "Send the report" }).click();
    await page.getByText("You are told what becomes of it.").waitFor();

    await admin.open("/admin/jurisdictions/");
    await admin.page.getByRole("heading", { name: /Layton, FL/u }).waitFor();
    await admin.page.getByText("They take applications on paper.").waitFor();
    expect(await admin.inaccessible("jurisdictions")).toEqual([]);
    await admin.page.getByRole("button", { name: "Take up the report of Layton, FL" }).click();
    await admin.page.getByLabel(/^County/u).fill("Monroe");
    expect(await admin.inaccessible("jurisdiction-take-up")).toEqual([]);
    await admin.page.getByRole("button", { name: "Take it up" }).click();
    await admin.page.getByText("Nothing to decide").waitFor();

    const search = page.getByLabel("The beginning of its name");
    await search.fill("Layto");
    await page.getByRole("button", { name: "Choose Layton" }).click();
    await page.getByText("Layton, FL").first().waitFor();
    await page.getByRole("button", { name: "Report a problem with it" }).waitFor();
    expect([...owner.faults(), ...admin.faults()]).toEqual([]);
  });
}
