/** Which record is which at both sides of an install, and what waits for a decision. */
import { expect, test } from "vitest";
import type { World } from "../consoles/world";
import { sandboxOwner, installXero } from "./xero";

/** In the contacts that were recorded; its address there is another one. */
const VENDOR = { name: "Katherine Warren", email: "kat@example.com" };
const THERE = "kat.warren@clampett.com";
const UNKNOWN = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18";
const PROBLEM = { code: "internal_error", title: "Internal error", detail: "It failed.", errors: [] };

type Listed = { data: { id: string }[] };

/** A vendor and a contact that disagree. @returns ids of the install and of the vendor */
async function disagreement(world: World): Promise<{ install: string; vendor: string }> {
  const key = world.demo.sandbox_api_key;
  const install = await installXero(world);
  const { id: vendor } = await world.api<{ id: string }>("POST", "/vendors", VENDOR, key);
  await world.api("POST", `/installs/${install}/sync`, {}, key);
  const open = () => world.api<Listed>("GET", `/installs/${install}/conflicts?status=open`, undefined, key);
  await expect.poll(async () => (await open()).data.length, { timeout: 45_000 }).toBe(1);
  return { install, vendor };
}

export function linksJourney(get: () => World): void {
  decides(get);
  finds(get);
  cannotHave(get);
}

function decides(get: () => World): void {
  test("is told of a conflict, reads both sides beside each other, and decides it", async () => {
    const world = get();
    const key = world.demo.sandbox_api_key;
    const { install, vendor } = await disagreement(world);
    const owner = await sandboxOwner(world);
    const { page } = owner;
    await owner.open("/console/notifications/");
    await page.getByRole("link", { name: "Go to its conflicts" }).first().click();
    await page.getByRole("heading", { name: "Email of vendor Katherine Warren" }).waitFor();
    const both = page.getByRole("listitem").filter({ hasText: "Email of vendor" });
    expect(await both.locator("dl").innerText()).toMatch(/Yours\s+kat@example\.com\s+At Xero\s+kat\.warren@clampett/u);
    await page.getByRole("row", { name: /^Katherine Warren vendor.*Katherine Warren contact.*In conflict/u }).waitFor();
    expect(await owner.inaccessible("links-conflict")).toEqual([]);

    await world.api("POST", `/installs/${install}/pause`, undefined, key);
    const [conflict] = (await world.api<Listed>("GET", `/installs/${install}/conflicts?status=open`, undefined, key))
      .data;
    owner.expected.add(`409 /api/v1/installs/${install}/conflicts/${conflict?.id}/resolve`);
    await page.getByRole("button", { name: "Keep yours: Email of vendor Katherine Warren" }).click();
    await page.getByRole("alert").getByText("The install is paused: nothing can be written there.").waitFor();
    expect(await owner.inaccessible("links-refused")).toEqual([]);

    await page.getByRole("button", { name: "Take Xero’s: Email of vendor Katherine Warren" }).click();
    await page.getByText("Nothing waits for you: both sides agree.").waitFor();
    await page.getByRole("row", { name: /^Katherine Warren vendor.*Alike/u }).waitFor();
    expect(await world.api("GET", `/vendors/${vendor}`, undefined, key)).toMatchObject({ email: THERE });
    await world.api("POST", `/installs/${install}/resume`, undefined, key);

    await page.getByRole("link", { name: "Those that are over" }).click();
    await page.getByText("Xero’s was kept").waitFor();
    expect(await owner.inaccessible("links-over")).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}

function finds(get: () => World): void {
  test("is led to the links by the event, and finds what has no match", async () => {
    const world = get();
    const key = world.demo.sandbox_api_key;
    const owner = await sandboxOwner(world);
    const { page } = owner;
    const event = await world.api<Listed>("GET", "/events?type=integration.conflict_opened", undefined, key);
    await owner.open(`/console/events/event/?id=${event.data[0]?.id}`);
    await page.getByRole("link", { name: "Go to the conflict" }).click();
    await page.getByRole("heading", { name: "Which record is which" }).waitFor();
    await page.getByLabel("State").selectOption("No match");
    await page.getByRole("row", { name: /^None of yours.*INV-20417 bill.*No match/u }).waitFor();
    expect(new URL(page.url()).searchParams.get("state")).toBe("unmatched");
    await page.getByLabel("Kind").selectOption("Contact");
    await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
    expect(await owner.inaccessible("links-none")).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}

const refusal = (problem: object, status: number) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({ ...problem, status }),
});

function cannotHave(get: () => World): void {
  test("sees that the links are waited for, and why they cannot be had", async () => {
    const world = get();
    const install = await installXero(world);
    const owner = await sandboxOwner(world);
    const { page } = owner;
    const path = `/console/integrations/integration/?id=${install}&view=links`;
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route("**/links?*", async (route) => {
      await held;
      await route.fulfill(refusal(PROBLEM, 500));
    });
    owner.expected.add(`500 /api/v1/installs/${install}/links`);
    await page.goto(world.demo.base_url + path);
    await page.locator("#content .skeleton").first().waitFor();
    release();
    await page.getByRole("alert").getByText("Internal error").waitFor();
    expect(await owner.inaccessible("links-failed")).toEqual([]);
    await page.unroute("**/links?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("row", { name: /^Katherine Warren vendor/u }).waitFor();

    owner.expected.add(`403 /api/v1/installs/${install}/links`).add(`404 /api/v1/installs/${UNKNOWN}`);
    await page.route("**/links?*", (route) => route.fulfill(refusal({ ...PROBLEM, code: "forbidden" }, 403)));
    await owner.open(path);
    await page.getByRole("heading", { name: "You may not see this" }).waitFor();
    await owner.open(`/console/integrations/integration/?id=${UNKNOWN}&view=links`);
    await page.getByRole("heading", { name: "It is not there" }).waitFor();
    expect(owner.faults()).toEqual([]);
  });
}
