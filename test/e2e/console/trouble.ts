/** What becomes of a change whose answer is lost, and of a page whose session has ended. */
import { expect, test } from "vitest";
import type { World } from "./world";

export function repeats(get: () => World): void {
  test("a change whose answer was lost is repeated, not done twice", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    const { page } = visit;
    await visit.open("/console/api-keys/new/");
    let lost = 0;
    await page.route("**/api/v1/api-keys", async (route) => {
      if (lost > 0) return await route.continue();
      lost += 1;
      await route.fetch();
      return await route.abort("connectionreset");
    });
    await page.getByLabel("Name").fill("Once");
    await page.getByRole("checkbox", { name: "Read Clients" }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByText("The server did not answer.").waitFor();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("heading", { name: "Your new key" }).waitFor();
    await visit.open("/console/api-keys/");
    expect(await page.getByRole("link", { name: "Once" }).count()).toBe(1);
    expect(visit.faults().filter((fault) => !fault.includes("ERR_CONNECTION_RESET"))).toEqual([]);
  });
}

export function ends(get: () => World): void {
  test("a session that has ended leads to signing in, and back", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    await visit.open("/console/events/?type=project.created");
    await visit.context.clearCookies();
    visit.expected.add("401 /api/v1/events");
    await visit.page.getByRole("button", { name: "Refresh" }).click();
    await visit.page.waitForURL(/\/sign-in\//u);
    const back = new URL(visit.page.url()).searchParams.get("return_to");
    expect(back).toBe("/console/events/?type=project.created");
    expect(visit.faults()).toEqual([]);
  });
}

const FAILURE = {
  status: 500,
  contentType: "application/problem+json",
  body: JSON.stringify({
    code: "internal_error",
    title: "Internal error",
    status: 500,
    detail: "It failed.",
    errors: [],
  }),
};

/** Pages with something beside what they are about, and what they say without it. */
const BESIDE = [
  { path: "/console/events/?type=project.created", needs: "/event-names", says: "The kinds of events" },
  { path: "/console/permits/", needs: "/projects", says: "The names of the projects" },
] as const;

export function lacks(get: () => World): void {
  test.for(BESIDE)("says that it lacks $says, and has them when it can", async ({ path, needs, says }) => {
    const visit = await get().visitAs("owner");
    const { page } = visit;
    visit.expected.add(`500 /api/v1${needs}`);
    await page.route(`**/api/v1${needs}*`, (route) => route.fulfill(FAILURE));
    await visit.open(path);
    const alert = page.getByRole("alert").filter({ hasText: `${says} could not be loaded. It failed.` });
    await alert.waitFor();
    const { searchParams: asked } = new URL(path, "http://site");
    for (const [name, value] of asked) expect(await page.locator(`#filter-${name}`).inputValue()).toBe(value);
    expect(await visit.inaccessible(`lacks${needs.replace("/", "-")}`)).toEqual([]);
    await page.unroute(`**/api/v1${needs}*`);
    await alert.getByRole("button", { name: "Try again" }).click();
    await alert.waitFor({ state: "detached" });
    await expect.poll(() => page.locator(".filters option").count()).toBeGreaterThan(5);
    expect(visit.faults()).toEqual([]);
  });
}
