import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import type { Visit } from "../support/browser";
import { asPerson } from "../support/signed-in";
import type { World } from "./world";

/** A sheet with the lot on it, 800 by 600: five pixels are a foot, and north is up. */
const SHEET = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
<rect width="800" height="600" fill="#fff"/><rect x="200" y="-100" width="450" height="640" fill="none" stroke="#999"/></svg>`;
const NAME = "AMI-103 sheet.png";

type Opened = { owner: Visit; plan: Locator; project: string; survey: string };

async function open(world: World): Promise<Opened> {
  const owner = await world.visitAs("owner");
  const project = await world.first("/projects?code=AMI-103");
  const survey = await world.first(`/projects/${project}/surveys?kind=boundary`);
  await owner.open(`/console/projects/project/?id=${project}&view=surveys&survey=${survey}`);
  return { owner, plan: owner.page.locator(".plan-card"), project, survey };
}

/** The sheet, as a browser draws it. */
async function pictureOf({ page }: Visit): Promise<Buffer> {
  const sheet = await page.context().newPage();
  await sheet.setViewportSize({ width: 800, height: 600 });
  await sheet.setContent(`<style>body{margin:0}</style>${SHEET}`);
  const picture = await sheet.screenshot();
  await sheet.close();
  return picture;
}

async function press({ page }: Visit, control: Locator): Promise<void> {
  await control.focus();
  await page.keyboard.press("Enter");
}

export function sitePlan(get: () => World): void {
  test("sees a survey on the site plan, and lays it over another picture by clicks", async () => {
    const { owner, plan } = await open(get());
    // As the demo has it: the picture on which it lies is shown at once.
    await plan.getByText(/0\.16\d+ ft a pixel, turned [67]\S*° counterclockwise/u).waitFor();
    await plan.getByText("Placed by a program, or a former member").waitFor();
    await plan.getByRole("img", { name: "AMI-103 site plan.png" }).waitFor();
    expect(await owner.inaccessible("site-plan")).toEqual([]);
    await plan.getByRole("checkbox", { name: "Lot" }).uncheck();
    expect(await plan.locator(".plan-sheet g.parcel").getAttribute("display")).toBe("none");
    await plan.getByLabel("Strength of the survey").fill("40");
    expect(await plan.locator(".plan-sheet svg > g[opacity]").getAttribute("opacity")).toBe("0.4");
    // A picture of the viewer's becomes a document of the project, and is shown.
    const file = { name: NAME, mimeType: "image/png", buffer: await pictureOf(owner) };
    await plan.getByLabel("A picture of your site plan").setInputFiles(file);
    await plan.getByRole("img", { name: NAME }).waitFor();
    // The lot's southwest corner, and where its south side begins to turn.
    await plan.getByLabel("In the survey", { exact: true }).nth(0).selectOption({ index: 0 });
    await plan.getByLabel("In the survey", { exact: true }).nth(1).selectOption({ index: 4 });
    const over = plan.locator(".plan-sheet > svg");
    const scale = ((await over.boundingBox())?.width ?? 0) / 800;
    await over.click({ position: { x: 200 * scale, y: 540 * scale } });
    await over.click({ position: { x: 525 * scale, y: 540 * scale } });
    await plan.getByText(/0\.(?:199|200)\d ft a pixel, /u).waitFor();
    expect(await owner.inaccessible("site-plan-by-clicks")).toEqual([]);
    await plan.getByRole("button", { name: "Keep this place" }).click();
    const { name } = await asPerson<{ name: string }>(get(), "owner", ["GET", "/user"]);
    await plan.getByText(`Placed by ${name}`).waitFor();
    expect(owner.faults()).toEqual([]);
  });

  test("moves it by the keyboard alone, past a point that cannot be, prints it, and takes it off", async () => {
    const { owner, plan, project, survey } = await open(get());
    const { page } = owner;
    await plan.getByLabel("Site plan", { exact: true }).selectOption(NAME);
    await plan.getByRole("img", { name: NAME }).waitFor();
    await press(owner, plan.getByRole("button", { name: "Place it anew" }));
    await press(owner, plan.getByRole("button", { name: "Add a point" }));
    await plan.getByText("The worst point is 0 ft off.").waitFor();
    await press(owner, plan.getByText("Scale, turn and move all of it"));
    await plan.getByLabel("Turned clockwise, degrees").fill("90");
    await page.keyboard.press("Tab");
    await plan.getByText("turned 90° clockwise").waitFor();
    const third = plan.getByLabel("From left, px").nth(2);
    await third.fill("5000");
    await page.keyboard.press("Tab");
    const picture = await get().first(`/documents?project_id=${project}&sort=-created_at`);
    owner.expected.add(`400 /api/v1/projects/${project}/surveys/${survey}/placements/${picture}`);
    const keep = plan.getByRole("button", { name: "Keep this place" });
    await press(owner, keep);
    await plan.getByText("Point 3 is far to the side of the picture.").waitFor();
    expect(await owner.inaccessible("site-plan-refused")).toEqual([]);
    await press(owner, plan.getByRole("button", { name: "Leave out point C" }));
    await press(owner, keep);
    await plan.getByRole("button", { name: "Place it anew" }).waitFor();
    await plan.getByText("turned 90° clockwise").waitFor();
    // Printed is the plan alone.
    await page.evaluate("globalThis.print = () => {}");
    await plan.getByRole("button", { name: "Print" }).click();
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("heading", { level: 2 }).allInnerTexts()).toEqual(["On the site plan"]);
    expect(await plan.locator(".not-printed:visible").count()).toBe(0);
    await page.emulateMedia({ media: "screen" });
    await plan.getByRole("button", { name: "Place it anew" }).click();
    await plan.getByRole("button", { name: "Take it off" }).click();
    await page.getByText("The survey was taken off the site plan.").waitFor();
    expect(owner.faults()).toEqual([]);
  });
}
