/** Pages that nobody signs in for. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../support/world";
import { Gate, REQUEST_ID } from "./gate";
import { filled, type Material } from "./material";
import { type Filled, FORMS, type Open, REFERENCE, STATIC, WRITTEN } from "./open";
import { inTabs } from "./tabs";
import { Walk } from "./walk";

type Get = () => { world: World; material: Material };

export function openPages(get: Get): void {
  test("no open page is inaccessible, breaks its policy, complains, or asks for what is not there", async () => {
    const { world, material } = get();
    const base = world.demo.base_url;
    const look = async (visit: Awaited<ReturnType<World["visit"]>>, { name, path, status = 200 }: Open) => {
      if (status !== 200) visit.expected.add(`${status} ${path.split("?", 1)[0]}`);
      const answer = await visit.page.goto(base + filled(path, material.full));
      const other = answer?.status() === status ? [] : [`${answer?.status()}`];
      return [...[...other, ...visit.faults()].map((fault) => `${name}: ${fault}`), ...(await visit.inEachWay(name))];
    };
    const all = [...STATIC, ...Object.values(WRITTEN).flat()];
    const found = [
      ...(await inTabs(
        all.filter(({ as }) => as === undefined),
        () => world.visit(),
        look,
      )),
      ...(await inTabs(
        all.filter(({ as }) => as !== undefined),
        () => world.visitAs("owner"),
        look,
      )),
    ];
    expect(found).toEqual([]);
  });

  test("the API reference waits for its document, fails, and is tried again", async () => {
    const { world } = get();
    const walk = await Walk.begin(await world.visit(), world.demo.base_url);
    const found = await walk.through(REFERENCE);
    await walk.visit.page.locator(".opblock-tag").first().waitFor();
    found.push(...(await walk.visit.inEachWay(REFERENCE.name)));
    await openOperations(walk.visit.page);
    found.push(...(await walk.visit.inEachWay(`${REFERENCE.name}-open`)));
    expect(found).toEqual([]);
  });
}

/** Opens one that is read and one with a body, and both for trying. */
async function openOperations(page: Page): Promise<void> {
  await page.locator("#operations-tag-Clients").click();
  for (const id of ["listClients", "createClient"]) {
    const operation = page.locator(`#operations-Clients-${id}`);
    await operation.locator(".opblock-summary-control").click();
    await operation.getByRole("button", { name: "Try it out" }).click();
    await operation.getByRole("button", { name: "Execute" }).waitFor();
  }
}

/** Sends the form while nothing can be reached, while the API fails, and as it is. */
async function sends(visit: Awaited<ReturnType<World["visit"]>>, base: string, form: Filled): Promise<string[]> {
  const { page, context } = visit;
  const status = page.locator("#status");
  await page.goto(base + form.path);
  const found = await visit.inEachWay(form.name);
  const gate = await Gate.before(page);
  for (const [label, value] of Object.entries(form.fields)) await page.getByLabel(label).first().fill(value);
  const send = () => page.getByRole("button", { name: form.button, exact: true }).filter({ visible: true }).click();
  found.push(...visit.faults());
  await context.setOffline(true);
  await send();
  await status.getByText("You are offline").waitFor();
  await context.setOffline(false);
  await gate.set({ own: "fail" });
  await send();
  await status.getByText(REQUEST_ID).waitFor();
  found.push(...(await visit.inaccessible(`${form.name}-failed`)));
  visit.faults();
  await gate.set({ own: "pass" });
  await send();
  await status.getByText(form.done).waitFor();
  return found.map((fault) => (fault.startsWith(form.name) ? fault : `${form.name}: ${fault}`));
}

export function forms(get: Get): void {
  test("a form says why it was not sent, and is sent again", async () => {
    const { world } = get();
    const found: string[] = [];
    for (const form of FORMS) {
      const visit = await world.visit();
      found.push(...(await sends(visit, world.demo.base_url, form)));
    }
    expect(found).toEqual([]);
  });
}
