import { expect, test } from "vitest";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import type { World } from "./world";

const UNKNOWN = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18";
const PROBLEM = {
  type: "/docs/problems/#internal_error",
  title: "Internal error",
  status: 500,
  detail: "Something failed on our side.",
  code: "internal_error",
  request_id: UNKNOWN,
  errors: [],
};

type First = { install: string; app: string; permit: string };
type Listed = Partial<Record<keyof DemoUsers, [name: string, path: string][]>>;

const pagesOf = ({ install, app, permit }: First): Listed => ({
  owner: [
    ["integrations", "/console/integrations/"],
    ["integration", `/console/integrations/integration/?id=${install}`],
    ["integration-runs", `/console/integrations/integration/?id=${install}&view=runs`],
    ["integration-calls", `/console/integrations/integration/?id=${install}&view=calls`],
    ["integration-data", `/console/integrations/integration/?id=${install}&view=data`],
    ["integration-settings", `/console/integrations/integration/?id=${install}&view=settings`],
    ["integration-newest", `/console/integrations/upgrade/?id=${install}`],
    ["install-planned", "/console/integrations/install/?slug=xero"],
    ["install-none", "/console/integrations/install/"],
    ["permits", "/console/permits/"],
    ["permits-none", "/console/permits/?status=permit_finaled"],
    ["permit-new", "/console/permits/new/"],
    ["permit", `/console/permits/permit/?id=${permit}`],
    ["permit-print", `/console/permits/print/?id=${permit}`],
    ["licenses", "/console/licenses/"],
  ],
  admin: [
    ["admin", "/admin/"],
    ["admin-integrations", "/admin/integrations/"],
    ["admin-incidents-none", "/admin/incidents/"],
    ["admin-incidents-all", "/admin/incidents/?view=all"],
    ["app-reviews-none", "/admin/app-reviews/"],
    ["app-reviews-all", "/admin/app-reviews/?view=all"],
    ["reported-reviews", "/admin/integration-reviews/"],
    ["jurisdictions-none", "/admin/jurisdictions/"],
  ],
  developer: [
    ["getting-started", "/developer/"],
    ["apps", "/developer/apps/"],
    ["app-new", "/developer/apps/new/"],
    ["app", `/developer/apps/app/?id=${app}`],
    ["app-listing", `/developer/apps/app/?id=${app}&view=listing`],
    ["app-checks", `/developer/apps/app/?id=${app}&view=checks`],
    ["app-health", `/developer/apps/app/?id=${app}&view=health`],
    ["webhook-tester", "/developer/webhook-tester/"],
    ["developer-sandbox", "/developer/sandbox/"],
  ],
});

export function pages(get: () => World): void {
  test.for(["owner", "admin", "developer"] as const)(
    "no page of the %s is inaccessible, breaks its policy, or complains",
    { timeout: 90_000 },
    async (who) => {
      const world = get();
      const visit = await world.visitAs(who);
      const app = await visit.context.request.get(`${world.demo.base_url}/api/v1/developer/apps`);
      const { data } = (await app.json()) as { data: { id: string }[] };
      const found: string[] = [];
      const [install, permit] = [await world.first("/installs"), await world.first("/permits")];
      for (const [name, path] of pagesOf({ install, permit, app: data[0]?.id ?? "" })[who] ?? []) {
        await visit.open(path);
        const alerts = await visit.page.locator("#content [role=alert]").allInnerTexts();
        found.push(...alerts.map((alert) => `${name}: ${alert}`));
        found.push(...visit.faults().map((fault) => `${name}: ${fault}`), ...(await visit.inaccessible(name)));
      }
      found.push(...(await visit.inEachWay(`last of the ${who}`)));
      expect(found).toEqual([]);
    },
  );

  test("a page that waits shows where things will be, one that fails says so and tries again", async () => {
    const visit = await get().visitAs("owner");
    const { page } = visit;
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route("**/api/v1/installs?*", async (route) => {
      await held;
      await route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(PROBLEM) });
    });
    visit.expected.add("500 /api/v1/installs");
    await page.goto(`${get().demo.base_url}/console/integrations/`);
    await page.locator("#content .skeleton").waitFor();
    release();
    await page.getByRole("alert").getByText("Internal error").waitFor();
    await page.unroute("**/api/v1/installs?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "Manage NOAA Weather" }).waitFor();
    expect(visit.faults()).toEqual([]);
  });

  test("a page without a connection says so, and goes on when there is one", async () => {
    const visit = await get().visitAs("admin");
    const { page } = visit;
    await visit.open("/admin/integrations/");
    expect(visit.faults()).toEqual([]);
    await visit.context.setOffline(true);
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("heading", { name: "You are offline" }).waitFor();
    await visit.context.setOffline(false);
    await page.getByRole("button", { name: "Switch off NOAA Weather" }).waitFor();
  });

  test("what is not there, and what one may not see, is said", async () => {
    const developer = await get().visitAs("developer");
    await developer.open("/admin/integrations/");
    await developer.page.getByRole("heading", { name: "You may not see this" }).waitFor();
    expect(await developer.inaccessible("not-allowed")).toEqual([]);
    expect(developer.faults()).toEqual([]);
    const owner = await get().visitAs("owner");
    owner.expected.add(`404 /api/v1/installs/${UNKNOWN}`).add("404 /api/v1/marketplace/integrations/nothing");
    await owner.open(`/console/integrations/integration/?id=${UNKNOWN}`);
    await owner.page.getByRole("heading", { name: "It is not there" }).waitFor();
    await owner.open("/console/integrations/install/?slug=nothing");
    await owner.page.getByRole("heading", { name: "It is not there" }).waitFor();
    expect(await owner.inaccessible("not-there")).toEqual([]);
    expect(owner.faults()).toEqual([]);
  });
}
