import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "./world";

const SUMMARY = "Ledger Link keeps the budgets of your projects and your ledger the same. ".repeat(4).trim();

/** Three pictures of the page as it is, at different places. */
async function pictures(page: Page) {
  const files = [];
  for (const name of ["first.png", "second.png", "third.png"])
    files.push({ name, mimeType: "image/png", buffer: Buffer.from(await page.screenshot()) });
  return files;
}

function registersAnApp(get: () => World): void {
  test("registers an app, sees its checks by their rules, and submits it", async () => {
    const developer = await get().visitAs("developer");
    const { page } = developer;
    await developer.open("/developer/apps/");
    await page.getByRole("heading", { name: "No app yet" }).waitFor();
    await page.getByRole("link", { name: "Register an app" }).first().click();
    developer.expected.add("400 /api/v1/developer/apps");
    await page.getByLabel("Name").fill("Ledger Link");
    await page.getByLabel("Redirect URIs").fill("nowhere");
    await page.getByLabel("read:budgets").check();
    await page.getByRole("button", { name: "Register the app" }).click();
    await page.locator("#redirect_uris-fault").waitFor();
    expect(await developer.inaccessible("app-new-refused")).toEqual([]);
    await page.getByLabel("Redirect URIs").fill("http://127.0.0.1:9/callback");
    await page.getByRole("button", { name: "Register the app" }).click();
    await page.getByRole("heading", { name: "Your client secret" }).waitFor();
    const secret = await page.locator(".secret code").innerText();
    expect(secret).toMatch(/^ross_cs_/u);
    await page.getByRole("link", { name: "I have stored it" }).click();

    await page.getByRole("button", { name: "Rotate the secret" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
    expect(await page.getByRole("dialog").locator(".secret code").innerText()).not.toBe(secret);
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByText("The secret before this one is accepted until").waitFor();

    await page.getByRole("link", { name: "Checks" }).click();
    await page.getByRole("row", { name: /R002.*Every scope is justified.*Failed/u }).waitFor();
    await page.getByRole("row", { name: /R003.*The listing is complete.*Failed/u }).waitFor();
    await page.getByRole("link", { name: "Listing" }).click();
    await page.getByLabel("Add screenshots").setInputFiles(await pictures(page));
    await page.getByRole("button", { name: "Delete screenshot 3" }).waitFor();
    await page.getByLabel("Name").fill("Ledger Link");
    await page.getByLabel("Tagline").fill("Budgets and ledger, the same");
    await page.getByLabel("Summary").fill(SUMMARY);
    await page.getByLabel("Category").selectOption("accounting");
    await page.getByLabel("Setup guide").fill("https://ledger.example.com/setup");
    await page.getByLabel("E-mail for help").fill("help@ledger.example.com");
    await page.getByLabel("read:budgets").fill("Compares budget lines with the ledger each night.");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByText("Saved. Nothing is published by it.").waitFor();
    await page.getByRole("link", { name: "Checks", exact: true }).click();
    await page.getByRole("row", { name: /R002.*Passed/u }).waitFor();
    await page.getByRole("row", { name: /R003.*Passed/u }).waitFor();
    await page.getByRole("button", { name: "Submit for review" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
    await page.getByText("An answer is due").waitFor();
    expect(developer.faults()).toEqual([]);
  });
}

function readsADecision(get: () => World): void {
  test("reads what a reviewer wrote and decided", async () => {
    const world = get();
    const [admin, developer] = [await world.visitAs("admin"), await world.visitAs("developer")];
    const { page } = admin;
    await admin.open("/admin/app-reviews/");
    await page.getByRole("link", { name: "Ledger Link" }).click();
    await page.getByRole("button", { name: "Claim" }).click();
    await page.getByRole("heading", { name: "Decide" }).waitFor();
    expect(await admin.inaccessible("app-review-claimed")).toEqual([]);
    await page.getByLabel("Comment").fill("Between us: ask legal.");
    await page.getByLabel("For admins alone").check();
    await page.getByRole("button", { name: "Comment" }).click();
    await page.locator(".timeline").getByText("Between us: ask legal.").waitFor();
    admin.expected.add(`409 /api/v1/admin/app-reviews/${new URL(page.url()).searchParams.get("id") ?? ""}/decision`);
    await page.getByLabel("Approve").check();
    await page.getByRole("button", { name: "Decide" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await page.getByRole("alert").getByText("R005").waitFor();
    await page.getByLabel("Request changes").check();
    await page.getByLabel("Note to the developer").fill("The setup guide ends at step 3.");
    await page.getByRole("button", { name: "Decide" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Request changes" }).click();
    const line = page.getByRole("listitem").filter({ hasText: "How, and why: Changes requested" });
    await line.locator("summary").click();
    await line.getByText("The setup guide ends at step 3.").waitFor();
    expect(await admin.inaccessible("app-review-decided")).toEqual([]);

    await developer.open("/developer/apps/");
    await developer.page.getByRole("link", { name: "Ledger Link" }).click();
    await developer.page.getByRole("link", { name: "Reviews" }).click();
    await developer.page.getByText("The setup guide ends at step 3.").first().waitFor();
    expect(await developer.page.getByText("Between us").count()).toBe(0);
    expect(await developer.inaccessible("app-reviews")).toEqual([]);
    expect([...admin.faults(), ...developer.faults()]).toEqual([]);
  });
}

function triesThings(get: () => World): void {
  test("makes a key, calls with it, and tries a receiver of webhooks", async () => {
    const world = get();
    const developer = await world.visitAs("developer");
    const { page } = developer;
    await developer.open("/developer/");
    await page.getByRole("button", { name: "Make a test key" }).click();
    await page.getByRole("button", { name: "Run it from here" }).click();
    await page.getByText('"has_more": true').waitFor();
    await developer.open("/developer/sandbox/");
    await page.getByRole("row", { name: /Getting started.*Active/u }).waitFor();
    await page.getByRole("button", { name: "Revoke Getting started" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("row", { name: /Getting started.*Revoked/u }).waitFor();

    await developer.open("/developer/webhook-tester/");
    await page.getByLabel("URL of the receiver").fill(world.receiver.url);
    await page.getByLabel("Event", { exact: true }).selectOption("invoice.approved");
    await page.getByLabel("Send it once more with a wrong signature").check();
    await page.getByRole("button", { name: "Send the event" }).click();
    await page.getByRole("heading", { name: /Signature check\s+Failed/u }).waitFor();
    const [arrival] = world.receiver.arrivals;
    await page.getByText(String(arrival?.headers["webhook-signature"])).first().waitFor();
    expect(await developer.inaccessible("webhook-test")).toEqual([]);
    expect(developer.faults()).toEqual([]);
  });
}

export function developerJourney(get: () => World): void {
  registersAnApp(get);
  readsADecision(get);
  triesThings(get);
}
