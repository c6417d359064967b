import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { World } from "./world";

/** Pages are looked at in several tabs at once: much of it is waiting. */
const TABS = 3;

/** Every page of the console, with something on it. */
async function pagesWithContent(world: World): Promise<[name: string, path: string][]> {
  const first = async (path: string) => (await world.call(world.demo.api_key, path)).body.data[0]?.id ?? "";
  const [webhook, project, event, key] = await Promise.all([
    first("/webhooks"),
    first("/projects?code=AMI-103"),
    first("/events?type=schedule_task.updated"),
    first("/api-keys"),
  ]);
  const delivery = await first(`/webhooks/${webhook}/deliveries`);
  return [
    ["overview", "/console/"],
    ["api-keys", "/console/api-keys/"],
    ["api-key", `/console/api-keys/key/?id=${key}`],
    ["api-key-new", "/console/api-keys/new/"],
    ["webhooks", "/console/webhooks/"],
    ["webhook-new", "/console/webhooks/new/"],
    ["webhook-edit", `/console/webhooks/edit/?id=${webhook}`],
    ["webhook", `/console/webhooks/webhook/?id=${webhook}`],
    ["webhook-settings", `/console/webhooks/webhook/?id=${webhook}&view=settings`],
    ["delivery", `/console/webhooks/delivery/?webhook=${webhook}&id=${delivery}`],
    ["events", "/console/events/"],
    ["event", `/console/events/event/?id=${event}`],
    ["authorized-apps", "/console/authorized-apps/"],
    ["notifications", "/console/notifications/"],
    ["members", "/console/members/"],
    ["sandbox", "/console/sandbox/"],
    ["projects", "/console/projects/"],
    ["project", `/console/projects/project/?id=${project}`],
    ["project-site", `/console/projects/project/?id=${project}&view=site`],
    ["project-schedule", `/console/projects/project/?id=${project}&view=schedule`],
    ["project-invoices", `/console/projects/project/?id=${project}&view=invoices`],
    ["project-documents", `/console/projects/project/?id=${project}&view=documents`],
    ["project-surveys", `/console/projects/project/?id=${project}&view=surveys`],
  ];
}

/** Each page with something on it, as it is when all goes well. */
export function pages(get: () => World): void {
  test("no page is inaccessible, breaks its policy, complains, or asks for what is not there", async () => {
    const world = get();
    const found: string[] = [];
    const left = await pagesWithContent(world);
    const lane = async () => {
      const visit = await world.visitAs("owner");
      for (let next = left.shift(); next; next = left.shift()) {
        const [name, path] = next;
        await visit.open(path);
        if ((await visit.page.locator("#content [role=alert]").count()) > 0) found.push(`${name}: shows a problem`);
        found.push(...visit.faults().map((fault) => `${name}: ${fault}`), ...(await visit.inaccessible(name)));
        if (name === "overview") found.push(...(await visit.inEachWay("console")));
      }
    };
    await Promise.all(Array.from({ length: TABS }, lane));
    expect(found).toEqual([]);
  }, 120_000);

  test("a document is saved on the viewer's device", async () => {
    const world = get();
    const visit = await world.visitAs("owner");
    const { body } = await world.call(world.demo.api_key, "/projects?code=AMI-103");
    await visit.open(`/console/projects/project/?id=${body.data[0]?.id}&view=documents`);
    const saved = visit.page.waitForEvent("download");
    await visit.page.getByRole("button", { name: /^Download .*pour plan/u }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe("AMI-103 pour plan.pdf");
    expect(readFileSync(await file.path(), "latin1").slice(0, 5)).toBe("%PDF-");
    expect(visit.faults()).toEqual([]);
  }, 60_000);
}
