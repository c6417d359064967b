/** What a page shows to those who may do less, have less, or use a keyboard. */
import { expect, test } from "vitest";
import type { World } from "./world";

const SLOW = 60_000;

export function rights(get: () => World): void {
  test(
    "a member is told what only owners and admins do",
    async () => {
      const world = get();
      const visit = await world.visitAs("member");
      const { page } = visit;
      for (const [path, text] of [
        ["/console/api-keys/", "Only owners and admins create"],
        ["/console/api-keys/new/", "Only owners and admins create"],
        ["/console/webhooks/", "Only owners and admins add"],
        ["/console/webhooks/new/", "Only owners and admins add"],
        ["/console/authorized-apps/", "Only owners and admins revoke"],
        ["/console/sandbox/", "Only owners and admins make"],
      ]) {
        await visit.open(path ?? "");
        await page.getByText(text ?? "").waitFor();
        expect(await page.locator("#content .button.main:not(:has-text('sandbox'))").count()).toBe(0);
      }
      await visit.open("/console/members/");
      expect(await page.getByRole("button", { name: "Invite a member" }).count()).toBe(0);
      expect(await page.getByRole("button", { name: /^(?:Remove|Leave)/u }).count()).toBe(1);
      expect(visit.faults()).toEqual([]);
    },
    SLOW,
  );

  test(
    "a change that somebody else was quicker with is not lost silently",
    async () => {
      const world = get();
      const visit = await world.visitAs("owner");
      const { page } = visit;
      const id = (await world.call(world.demo.api_key, "/webhooks")).body.data[0]?.id ?? "";
      await visit.open(`/console/webhooks/edit/?id=${id}`);
      await world.call(world.demo.api_key, `/webhooks/${id}`, "PATCH", { description: "Theirs" });
      visit.expected.add(`412 /api/v1/webhooks/${id}`);
      await page.getByLabel("What it is for").fill("Mine");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Load what it is now" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/\/webhook\/\?id=/u);
      const { body } = await world.call(world.demo.api_key, `/webhooks/${id}`);
      expect(body).toMatchObject({ description: "Mine" });
      expect(visit.faults()).toEqual([]);
    },
    SLOW,
  );
}

export function keyboard(get: () => World): void {
  test(
    "the keyboard reaches everything: skip link, menus, dialogs",
    async () => {
      const world = get();
      const visit = await world.visitAs("owner");
      const { page } = visit;
      const focused = () => page.evaluate<string>("document.activeElement.textContent.trim()");
      await visit.open("/console/api-keys/");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("Skip to content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("Create a key");
      await page.getByRole("button", { name: "Amity Island Homes" }).focus();
      await page.keyboard.press("Enter");
      await page.locator("#builder-menu:popover-open").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("#builder-menu:not(:popover-open)").waitFor({ state: "attached" });
      const revoke = page.getByRole("button", { name: "Revoke Demo", exact: true });
      await revoke.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      expect(await visit.inaccessible("dialog")).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await focused()).toBe("Revoke");
      expect(visit.faults()).toEqual([]);
    },
    SLOW,
  );
}

export function emptiness(get: () => World): void {
  test(
    "somebody without a builder makes one, and every page says what will be there",
    async () => {
      const world = get();
      const visit = await world.visitAs("developer");
      const { page } = visit;
      await visit.open("/console/");
      await page.getByRole("heading", { name: "Create your builder" }).waitFor();
      expect(await visit.inaccessible("no-builder")).toEqual([]);
      await page.getByLabel("Name of the business").fill("Harbor Homes");
      await page.getByRole("button", { name: "Create the builder" }).click();
      await page.getByText("0 of 4 done").waitFor();
      for (const [path, text] of [
        ["/console/api-keys/", "No API keys yet"],
        ["/console/webhooks/", "No webhooks yet"],
        ["/console/events/", "Nothing has happened yet"],
        ["/console/authorized-apps/", "No applications are let in"],
        ["/console/notifications/", "Nothing to tell you"],
        ["/console/members/", "No open invitations"],
        ["/console/projects/", "No projects yet"],
        ["/console/permits/", "No permits yet"],
        ["/console/permits/new/", "No projects yet"],
        ["/console/licenses/", "No vendors yet"],
      ]) {
        await visit.open(path ?? "");
        await page.getByRole("heading", { name: text ?? "" }).waitFor();
      }
      expect(await visit.inaccessible("empty")).toEqual([]);
      expect(visit.faults()).toEqual([]);
    },
    SLOW,
  );
}
