import { expect, test } from "vitest";
import { newId } from "#lib/ids";
import type { World } from "../consoles/world";

const INSERT = `insert into notifications (builder_id, id, kind, title, body, object_id, created_at) values (?, ?, ?, ?, 'In full.', ?, ?)`;

export function notifications(get: () => World): void {
  test("sees how many notices are unread, is led to what each is about, and marks all as read", async () => {
    const world = get();
    // What the tests before have brought about.
    world.change("delete from notifications where builder_id = ?", world.demo.builder_id);
    const at = Date.now() - 60_000;
    const vendor = await world.first("/vendors");
    const project = await world.first("/projects?code=AMI-103");
    const notices: [kind: string, title: string, about: string][] = [
      ["license_expiring", "The license of a vendor ends in 30 days", vendor],
      ["weather_alert", "Severe weather is coming", project],
      ["upgrade_due", "Xero v1 ends in 30 days", newId(at)],
    ];
    // Both shards have the table; the builder is on one.
    for (const [index, [kind, title, about]] of notices.entries())
      world.change(INSERT, world.demo.builder_id, newId(at + index), kind, title, about, at + index);
    const owner = await world.visitAs("owner");
    const { page } = owner;
    await owner.open("/console/");
    await page.getByRole("link", { name: "Notifications, 3 unread" }).click();
    await page.getByRole("link", { name: "Notifications 3 unread" }).waitFor();
    expect(await page.getByRole("link", { name: "Go to the upgrade" }).getAttribute("href")).toContain("/upgrade/?id=");
    expect(await page.getByRole("link", { name: "Go to the project" }).getAttribute("href")).toContain("view=site");
    expect(await owner.inaccessible("notifications-unread")).toEqual([]);
    await page.getByRole("link", { name: "Go to the license" }).click();
    await page.getByRole("link", { name: "All vendors" }).waitFor();
    await owner.settled();
    expect(await page.getByRole("region", { name: "Vendor licenses" }).getByRole("row").count()).toBe(2);

    await owner.open("/console/notifications/");
    await page.getByRole("button", { name: "Mark as read" }).last().click();
    await page.getByRole("link", { name: "Notifications, 2 unread" }).waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await page.getByRole("link", { name: "Notifications", exact: true }).first().waitFor();
    expect(await page.getByRole("button", { name: /as read/u }).count()).toBe(0);
    const member = await world.visitAs("member");
    await member.open("/console/");
    await member.page.getByRole("link", { name: "Notifications, 3 unread" }).waitFor();
    expect([...owner.faults(), ...member.faults()]).toEqual([]);
  });
}
