import { expect, test } from "vitest";
import { asPerson } from "../support/signed-in";
import type { World } from "./world";

export function surveyImport(get: () => World): void {
  test("imports a survey from a document, past one that is none, and reads what was found in it", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    const project = await get().first("/projects?code=AMI-103");
    await owner.open(`/console/projects/project/?id=${project}&view=surveys`);
    expect(await page.getByRole("region", { name: "Surveys" }).getByRole("link").count()).toBe(1);
    await page.getByLabel("Document").selectOption("AMI-103 pour plan.pdf");
    owner.expected.add(`400 /api/v1/projects/${project}/surveys`);
    await page.getByRole("button", { name: "Import" }).click();
    await page.locator(".field-fault, [role=alert]").first().waitFor();
    expect(await owner.inaccessible("survey-refused")).toEqual([]);
    // A file of the viewer's becomes a document of the project, and is chosen.
    const points = "Point,Northing,Easting,Elevation\n1,2000000,900000,11.5\n2,2000120,900100,12.5\n";
    const file = { name: "AMI-103 stakes.csv", mimeType: "text/csv", buffer: Buffer.from(points) };
    await page.getByLabel("A file of your surveyor").setInputFiles(file);
    await page.getByText("It is a document of the project.").waitFor();
    expect(await page.getByLabel("Document").locator("option:checked").innerText()).toBe(file.name);
    await page.getByLabel("Document").selectOption("AMI-103 lot.xml");
    await page.getByText("Where the file leaves it open").click();
    await page.getByLabel("Unit of its coordinates").selectOption("International feet");
    await page.getByLabel("Kind of survey").selectOption("ALTA");
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByRole("heading", { name: "ALTA survey" }).waitFor();
    await page.getByRole("row", { name: /^ALTA/u }).waitFor();
    expect(await page.locator(".note").innerText()).toMatch(/feet|foot/iu);
    expect(owner.faults()).toEqual([]);
  });
  test("changes setbacks past one that is too long, and sees what is left to build on", async () => {
    const owner = await get().visitAs("owner");
    const { page } = owner;
    const project = await get().first("/projects?code=AMI-103");
    const cardOf = (name: string) =>
      page.locator(".card").filter({ has: page.getByRole("heading", { name, exact: true }) });
    const left = cardOf("Setbacks").getByText("Left to build on").locator("xpath=following-sibling::dd");
    await owner.open(`/console/projects/project/?id=${project}&view=site`);
    // Of a lot of 90 by 128 feet 75 by 83, without what is within 25 feet of its rounded corner's end.
    expect(await left.innerText()).toBe("5,919 sq ft");
    await cardOf("Setbacks").getByRole("link", { name: "Show it in the survey" }).click();
    await page.locator(".survey svg .buildable").waitFor({ state: "attached" });
    const key = await page.locator(".survey .legend").innerText();
    expect(key.split("\n")).toEqual(expect.arrayContaining(["May be built on", "Setback in the survey", "Easement"]));
    const form = cardOf("Setbacks");
    await form.getByLabel(/^Front, feet/u).fill("4000");
    owner.expected.add(`400 /api/v1/projects/${project}/setbacks`);
    await form.getByRole("button", { name: "Keep" }).click();
    await form.getByText("The lot is not 4000 ft long").waitFor();
    expect(await owner.inaccessible("setbacks-refused")).toEqual([]);
    // They were entered with a key, by nobody who is a member.
    await form.getByText("Entered by a program, or a former member").waitFor();
    await form.getByText("Setback line of the survey: 25 ft away.").waitFor();
    await form.getByLabel(/^Front, feet/u).fill("30");
    await form.getByRole("button", { name: "Keep" }).click();
    await page.getByText("The setbacks are kept.").waitFor();
    const { name } = await asPerson<{ name: string }>(get(), "owner", ["GET", "/user"]);
    await form.getByText(`Entered by ${name}`).waitFor();
    await owner.open(`/console/projects/project/?id=${project}&view=site`);
    expect(await left.innerText()).toMatch(/^5,[45]\d\d sq ft$/u);
    const front = cardOf("Setbacks").getByText("Front", { exact: true }).locator("xpath=following-sibling::dd");
    expect(await front.innerText()).toMatch(new RegExp(`^30 ft\\s+entered by ${name}\\s+The survey shows 25 ft$`, "u"));
    expect(owner.faults()).toEqual([]);
  });
}
