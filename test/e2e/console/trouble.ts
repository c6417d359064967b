/** What a page shows while it waits, when something fails, and when something is missing. */
import { expect, test } from "vitest";
import type { World } from "./world";

const SLOW = 60_000;
const UNKNOWN = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18";
const PROBLEM = {
  type: "/docs/problems/#internal_error",
  title: "Internal error",
  status: 500,
  detail: "Something failed on our side.",
  instance: "/api/v1/events",
  code: "internal_error",
  request_id: UNKNOWN,
  errors: [],
};

export function trouble(get: () => World): void {
  test(
    "a page that waits shows where things will be, one that fails says so and tries again",
    async () => {
      const world = get();
      const visit = await world.visitAs("owner");
      const { page } = visit;
      let release = () => {};
      const held = new Promise<void>((done) => (release = done));
      await page.route("**/api/v1/events?*", async (route) => {
        await held;
        await route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(PROBLEM) });
      });
      visit.expected.add("500 /api/v1/events");
      await page.goto(`${world.demo.base_url}/console/events/`);
      await page.locator("#content .skeleton").waitFor();
      release();
      await page.getByRole("alert").getByText("Internal error").waitFor();
      expect(await visit.inaccessible("failed")).toEqual([]);
      await page.unroute("**/api/v1/events?*");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("row").nth(1).waitFor();
      expect(visit.faults()).toEqual([]);
    },
    SLOW,
  );

  test(
    "a page without a connection says so, and goes on when there is one",
    async () => {
      const world = get();
      const visit = await world.visitAs("owner");
      const { page } = visit;
      await visit.open("/console/events/");
      expect(visit.faults()).toEqual([]);
      await visit.context.setOffline(true);
      await page.locator("#banner").getByText("You are offline").waitFor();
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.getByRole("heading", { name: "You are offline" }).waitFor();
      expect(await visit.inaccessible("offline")).toEqual([]);
      await visit.context.setOffline(false);
      await page.getByRole("row").nth(1).waitFor();
      expect(await page.locator("#banner").innerText()).toBe("");
      expect(visit.faults().filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
    },
    SLOW,
  );
}

export function repeats(get: () => World): void {
  test(
    "a change whose answer was lost is repeated, not done twice",
    async () => {
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
    },
    SLOW,
  );
}

export function absence(get: () => World): void {
  test(
    "what is not there is said to be not there",
    async () => {
      const world = get();
      const visit = await world.visitAs("owner");
      for (const [api, path] of [
        [`/webhooks/${UNKNOWN}`, `/console/webhooks/webhook/?id=${UNKNOWN}`],
        [`/events/${UNKNOWN}`, `/console/events/event/?id=${UNKNOWN}`],
        [`/projects/${UNKNOWN}`, `/console/projects/project/?id=${UNKNOWN}`],
      ]) {
        for (const part of ["", "/deliveries", "/site-conditions"]) visit.expected.add(`404 /api/v1${api}${part}`);
        await visit.open(path ?? "");
        await visit.page.getByRole("heading", { name: "It is not there" }).first().waitFor();
      }
      await visit.open(`/console/api-keys/key/?id=${UNKNOWN}`);
      await visit.page.getByText("There is no such API key here.").waitFor();
      expect(visit.faults()).toEqual([]);
    },
    SLOW,
  );

  test(
    "a session that has ended leads to signing in, and back",
    async () => {
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
    },
    SLOW,
  );
}
