import { expect, test } from "vitest";
import type { World } from "../support/world";

/** What anybody may read, with an address that leads nowhere among it. */
const PAGES: readonly (readonly [name: string, path: string, status?: number])[] = [
  ["home", "/"],
  ["sign-in", "/sign-in/"],
  ["sign-up", "/sign-up/"],
  ["reset-password", "/account/reset-password/"],
  ["verify-email-expired", "/account/verify-email/?error=token_expired"],
  ["docs", "/docs/"],
  ["problems", "/docs/problems/"],
  ["guide", "/docs/guides/oauth/"],
  ["review-criteria", "/docs/review-criteria/"],
  ["directory", "/marketplace/"],
  ["directory-nothing", "/marketplace/?q=nothingofthekind"],
  ["listing", "/marketplace/noaa-weather/"],
  ["listing-planned", "/marketplace/quickbooks-desktop/"],
  ["listing-none", "/marketplace/nothing/", 404],
  ["not-found", "/nowhere/", 404],
];

export function openPages(get: () => World): void {
  test("no open page is inaccessible, breaks its policy, complains, or asks for what is not there", async () => {
    const world = get();
    const visit = await world.visit();
    const found: string[] = [];
    for (const [name, path, status = 200] of PAGES) {
      if (status !== 200) visit.expected.add(`${status} ${path}`);
      const answer = await visit.page.goto(world.demo.base_url + path, { waitUntil: "networkidle" });
      if (answer?.status() !== status) found.push(`${name}: ${answer?.status()}`);
      found.push(...visit.faults().map((fault) => `${name}: ${fault}`), ...(await visit.inaccessible(name)));
    }
    expect(found).toEqual([]);
  }, 90_000);

  test("the API reference draws itself from the document", async () => {
    const world = get();
    const visit = await world.visit();
    const { page } = visit;
    await page.goto(`${world.demo.base_url}/docs/api/`);
    await page.locator(".opblock").first().waitFor();
    expect(visit.faults()).toEqual([]);
  }, 60_000);
}
