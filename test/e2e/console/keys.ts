/** What an owner does with keys, people and the sandbox. */
import { expect, test } from "vitest";
import type { World } from "./world";

export function keys(get: () => World): void {
  test("signs in, makes a key, calls with it, and revokes it", async () => {
    const world = get();
    const { demo, owner } = world;
    const { page } = owner;
    owner.expected.add("401 /api/v1/user").add("401 /api/v1/builders");
    await page.goto(`${demo.base_url}/console/api-keys/`);
    await page.waitForURL(/\/sign-in\/\?return_to=/u);
    await page.getByLabel("E-mail").fill(demo.users.owner.email);
    await page.getByLabel("Password").fill(demo.users.owner.password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/console\/api-keys\/$/u);
    await page.getByRole("link", { name: "Create a key" }).click();
    await page.getByLabel("Name").fill("First key");
    await page.getByRole("checkbox", { name: "Read Projects" }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("heading", { name: "Your new key" }).waitFor();
    const key = await page.locator(".secret code").innerText();
    expect((await world.call(key, "/projects")).status).toBe(200);
    expect((await world.call(key, "/invoices")).status).toBe(403);

    await page.getByRole("link", { name: "I have stored it" }).click();
    await page.getByRole("button", { name: "Revoke First key" }).click();
    await page.getByRole("button", { name: "Revoke the key" }).click();
    await page.getByRole("row", { name: /First key.*Revoked/u }).waitFor();
    expect((await world.call(key, "/projects")).status).toBe(401);
    expect(owner.faults()).toEqual([]);
  });

  test("rolls a key: the new one works, the old one ended at once", async () => {
    const world = get();
    const { owner } = world;
    const { page } = owner;
    await owner.open("/console/api-keys/new/");
    await page.getByLabel("Name").fill("Rolled");
    await page.getByRole("button", { name: "Read everything" }).click();
    await page.getByRole("button", { name: "Create the key" }).click();
    const first = await page.locator(".secret code").innerText();
    await page.getByRole("link", { name: "I have stored it" }).click();
    await page.getByRole("button", { name: "Roll Rolled" }).click();
    await page.getByLabel("The old key still works for").selectOption("0");
    await page.getByRole("button", { name: "Roll the key" }).click();
    const second = await page.getByRole("dialog").locator(".secret code").innerText();
    await page.getByRole("button", { name: "I have stored it" }).click();
    expect((await world.call(first, "/projects")).status).toBe(401);
    expect((await world.call(second, "/projects")).status).toBe(200);
    expect(owner.faults()).toEqual([]);
  });
}

export function people(get: () => World): void {
  test("invites, takes back, changes a role and changes it back", async () => {
    const { owner } = get();
    const { page } = owner;
    await owner.open("/console/members/");
    await page.getByRole("button", { name: "Invite a member" }).click();
    await page.getByLabel("E-mail address").fill("ana@example.com");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByRole("row", { name: /ana@example\.com/u }).waitFor();
    await page.getByRole("button", { name: "Take back the invitation to ana@example.com" }).click();
    await page.getByText("No open invitations").waitFor();
    const role = page.getByLabel("Role of Milo Member");
    for (const [value, label] of [
      ["admin", "Admin"],
      ["member", "Member"],
    ] as const) {
      await role.selectOption(value);
      await page.getByText(`Milo Member is now: ${label}.`).waitFor();
    }
    expect(owner.faults()).toEqual([]);
  });

  test("goes to the sandbox, resets it, makes a test key, and goes back", async () => {
    const world = get();
    const { owner } = world;
    const { page } = owner;
    await owner.open("/console/sandbox/");
    await page.getByRole("button", { name: "Switch to the sandbox" }).click();
    await page.getByRole("heading", { name: "You are looking at the sandbox" }).waitFor();
    await page.getByRole("button", { name: "Reset the sandbox" }).click();
    const sure = page.getByRole("dialog").getByRole("button", { name: "Reset the sandbox" });
    expect(await sure.isDisabled()).toBe(true);
    await page.getByRole("dialog").getByRole("textbox").fill("reset");
    await sure.click();
    await page.getByText(/It holds .*14 projects/u).waitFor();
    await page.getByLabel("Name").fill("CI");
    await page.getByRole("button", { name: "Create a test key" }).click();
    const key = await page.locator(".secret code").innerText();
    expect(key).toMatch(/^ross_test_/u);
    expect((await world.call(key, "/projects?limit=100")).body.data).toHaveLength(14);
    await page.getByRole("button", { name: "Back to live data" }).click();
    await page.getByRole("heading", { name: "Look at the sandbox" }).waitFor();
    expect(owner.faults()).toEqual([]);
  });
}
