/** What an owner does with webhooks. The second test goes on with the webhook of the first. */
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import type { World } from "./world";

export function adding(get: () => World): void {
  test("adds a webhook, receives a signed test event, and replays what failed", async () => {
    const { owner, receiver } = get();
    const { page } = owner;
    await owner.open("/console/webhooks/new/");
    await page.getByLabel("URL").fill(receiver.url);
    owner.expected.add("400 /api/v1/webhooks");
    await page.getByRole("button", { name: "Add the webhook" }).click();
    const fault = page.locator("#events-fault");
    await fault.waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("events-fault");
    owner.expected.delete("400 /api/v1/webhooks");
    await page.getByRole("checkbox", { name: /^Everything/u }).check();
    await page.getByRole("button", { name: "Add the webhook" }).click();
    await page.getByRole("heading", { name: "Your new webhook" }).waitFor();
    const secret = await page.locator(".secret code").innerText();
    await page.getByRole("link", { name: "I have stored it" }).click();

    await page.getByRole("button", { name: "Send a test event" }).click();
    await page.getByLabel("Event").last().selectOption("invoice.approved");
    await page.getByRole("button", { name: "Send it" }).click();
    await receiver.until(1);
    const [first] = receiver.arrivals;
    const sent = new Webhook(secret).verify(first?.body ?? "", first?.headers as Record<string, string>);
    expect(sent).toMatchObject({ type: "invoice.approved", test: true });
    await page.getByText("Delivered", { exact: true }).first().waitFor();
    await page.getByText("Attempt 1").waitFor();
    expect(await page.getByRole("group", { name: "body of response 1" }).innerText()).toBe("status 200");

    receiver.status = 500;
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByText("The receiver answered 500.").first().waitFor();
    receiver.status = 200;
    await page.locator(".facts").getByText("Delivered").first().waitFor();
    await page.locator(".badge[data-tone=good]", { hasText: "Delivered" }).waitFor();
    const ids = receiver.arrivals.map(({ headers }) => headers["webhook-id"]);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(1);
    expect(owner.faults()).toEqual([]);
  });
}

export function repairing(get: () => World): void {
  test("sees a webhook switched off, switches it on, counts what is left to replay, and replays it", async () => {
    const { owner, receiver } = get();
    const { page } = owner;
    receiver.status = 410;
    await owner.open("/console/webhooks/");
    await page.getByRole("link", { name: receiver.url }).click();
    await page.getByRole("button", { name: "Send a test event" }).click();
    await page.getByRole("button", { name: "Send it" }).click();
    await page.getByText("The receiver answered 410").first().waitFor();
    await owner.open("/console/notifications/");
    await page.getByRole("link", { name: "Go to the webhook" }).first().click();
    await page.getByText("The platform switched it off").waitFor();
    receiver.status = 200;
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByRole("button", { name: "Replay" }).click();
    const before = receiver.arrivals.length;
    const replay = page.getByRole("dialog").getByRole("button", { name: /^Replay [1-9]/u });
    await replay.click();
    await receiver.until(before + 1);
    await page.getByLabel("Status").selectOption("failed");
    await page.getByText("Nothing matches").waitFor();
    expect(new URL(page.url()).searchParams.get("status")).toBe("failed");

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Rotate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
    expect(await page.getByRole("dialog", { name: "The new secret" }).locator("code").innerText()).toMatch(/^whsec_/u);
    await page.keyboard.press("Escape");
    expect(owner.faults()).toEqual([]);
  });
}
