import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import type { Visit } from "../support/browser";
import type { World } from "../support/world";
import { linkTo } from "./mail";

/** That a key was used is written down within seconds. */
async function stepsLeft(visit: Visit): Promise<number> {
  await visit.open("/console/");
  return await visit.page.getByText("Connect software of your own").count();
}

export function newcomer(get: () => World): void {
  test("signs up, makes a builder and a key, calls with it, receives a webhook, and replays it", async () => {
    const world = get();
    const { demo, receiver } = world;
    const visit = await world.visit();
    const { page } = visit;
    const email = "nora@harbor-lane.example";
    await page.goto(`${demo.base_url}/sign-up/`);
    await page.getByLabel("Name").fill("Nora Newcomer");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByText(`We have sent a link to ${email}`).waitFor();
    await page.goto(await linkTo(world, email));
    await page.getByText("Your address is confirmed.").waitFor();
    await page.getByRole("link", { name: "Continue" }).click();
    await page.getByLabel("Name of the business").fill("Harbor Lane Homes");
    await page.getByRole("button", { name: "Create the builder" }).click();
    await page.getByText("0 of 4 done").waitFor();

    await page.getByRole("link", { name: "Create a key" }).click();
    await page.getByLabel("Name").fill("First");
    await page.getByRole("checkbox", { name: "Write Projects" }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    const key = await page.locator(".secret code").innerText();
    await page.getByRole("link", { name: "I have stored it" }).click();

    await visit.open("/console/webhooks/new/");
    await page.getByLabel("URL").fill(receiver.url);
    await page.getByRole("checkbox", { name: /^Everything/u }).check();
    await page.getByRole("button", { name: "Add the webhook" }).click();
    const secret = await page.locator(".secret code").innerText();
    await page.getByRole("link", { name: "I have stored it" }).click();
    await page.getByText("Nothing was sent yet").waitFor();

    const before = receiver.arrivals.length;
    const made = await world.call(key, "/projects", "POST", { code: "HL-1", name: "Harbor Lane 1" });
    expect(made.status).toBe(201);
    await receiver.until(before + 1);
    const arrivals = () => receiver.arrivals.slice(before);
    const [first] = arrivals();
    const event = new Webhook(secret).verify(first?.body ?? "", first?.headers as Record<string, string>);
    expect(event).toMatchObject({ type: "project.created", data: { code: "HL-1" } });

    await page.reload();
    await page
      .getByRole("row", { name: /project\.created Delivered 200/u })
      .getByRole("link")
      .click();
    await page.getByText("Attempt 1").waitFor();
    await page.getByRole("button", { name: "Replay" }).click();
    await receiver.until(before + 2);
    await page.getByText("Attempt 2").waitFor();
    expect(new Set(arrivals().map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await visit.inaccessible("delivery-replayed")).toEqual([]);

    await visit.open("/console/");
    await page.getByText("What happened last").waitFor();
    await page.getByRole("link", { name: "project.created" }).waitFor();
    await expect.poll(() => stepsLeft(visit), { timeout: 20_000, interval: 1000 }).toBe(0);
    expect(visit.faults()).toEqual([]);
  });
}
