import { createHash, randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visit } from "../support/browser";
import type { World } from "../support/world";

const NAME = "Punch List Pro";
const SUMMARY = "Punch List Pro reads your projects and keeps a list of what is left to do in each of them. "
  .repeat(3)
  .trim();
/** What an application did in a sandbox is counted every few seconds. */
const COUNTED_MS = 20_000;

type Client = { id: string; redirect: string };

/** What an application does to be let in by who looks at `page`, and its token. @param builder as the consent page names it */
async function letIn(world: World, { page }: Visit, client: Client, builder: RegExp): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: client.id,
    redirect_uri: client.redirect,
    scope: "read:projects",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  await page.goto(`${world.demo.base_url}/api/v1/oauth/authorize?${asked.toString()}`);
  await page.getByText("See your projects").waitFor();
  const choice = page.getByRole("radio", { name: builder });
  if ((await choice.count()) > 0) await choice.first().check();
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.waitForURL(/code=/u);
  const answer = await fetch(`${world.demo.base_url}/api/v1/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: new URL(page.url()).searchParams.get("code") ?? "",
      redirect_uri: client.redirect,
      client_id: client.id,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}

async function register(developer: Visit, redirect: string): Promise<Client> {
  const { page } = developer;
  await developer.open("/developer/apps/new/");
  await page.getByLabel("Name").fill(NAME);
  await page.getByLabel("On people's own devices").check();
  await page.getByLabel("Redirect URIs").fill(redirect);
  await page.getByLabel("read:projects").check();
  await page.getByRole("button", { name: "Register the app" }).click();
  await page.getByRole("heading", { name: `${NAME} is registered` }).waitFor();
  const id = await page.locator(".facts code").first().innerText();
  return { id, redirect };
}

async function describe(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Listing" }).click();
  const files = ["first.png", "second.png", "third.png"].map(async (name) => ({
    name,
    mimeType: "image/png",
    buffer: await page.screenshot(),
  }));
  await page.getByLabel("Add screenshots").setInputFiles(await Promise.all(files));
  await page.getByRole("button", { name: "Delete screenshot 3" }).waitFor();
  await page.getByLabel("Name").fill(NAME);
  await page.getByLabel("Tagline").fill("What is left to do, by project");
  await page.getByLabel("Summary").fill(SUMMARY);
  await page.getByLabel("Category").selectOption("scheduling");
  await page.getByLabel("Setup guide").fill("https://punch.example.com/setup");
  await page.getByLabel("E-mail for help").fill("help@punch.example.com");
  await page.getByLabel("read:projects").fill("Lists the projects that somebody may choose from.");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByText("Saved. Nothing is published by it.").waitFor();
}

/** Looks at the checks until a rule has passed. */
async function passes(page: Page, rule: string): Promise<void> {
  const end = Date.now() + COUNTED_MS;
  const row = page.getByRole("row", { name: new RegExp(`${rule}.*Passed`, "u") });
  for (;;) {
    await page.getByRole("row", { name: new RegExp(rule, "u") }).waitFor();
    if ((await row.count()) > 0) return;
    if (Date.now() > end) throw new Error(`${rule} has not passed in time`);
    await page.waitForTimeout(1000);
    await page.reload();
  }
}

async function approve(admin: Visit): Promise<void> {
  const { page } = admin;
  await admin.open("/admin/app-reviews/");
  await page.getByRole("link", { name: NAME }).click();
  await page.getByRole("button", { name: "Claim" }).click();
  await page.getByLabel("Approve").check();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await page.getByText("Approved and published").first().waitFor();
}

export function application(get: () => World): void {
  test("an app is registered, tried in a sandbox, submitted, approved, let in, and shut out again", async () => {
    const world = get();
    const { demo } = world;
    const developer = await world.visitAs("developer");
    const { page } = developer;
    const client = await register(developer, world.receiver.url);
    await developer.open("/developer/apps/");
    await page.getByRole("link", { name: NAME }).click();
    const app = page.url();
    await developer.open("/developer/sandbox/");
    const trial = await letIn(world, developer, client, /sandbox/iu);
    // The redirect is the one request that leaves the site.
    developer.faults();
    expect((await world.call(trial, "/projects")).status).toBe(200);

    await page.goto(app);
    await describe(page);
    await page.getByRole("link", { name: "Checks", exact: true }).click();
    await passes(page, "R005");
    await page.getByRole("button", { name: "Submit for review" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
    await page.getByText("An answer is due").waitFor();

    const [admin, owner] = [await world.visitAs("admin"), await world.visitAs("owner")];
    await approve(admin);
    await owner.page.goto(`${demo.base_url}/marketplace/?q=punch+list`);
    await owner.page.getByRole("link", { name: NAME }).click();
    await owner.page.getByText("What is left to do, by project").waitFor();

    const token = await letIn(world, owner, client, /^Amity Island Homes$/u);
    owner.faults();
    expect((await world.call(token, "/projects?code=AMI-103")).body.data).toHaveLength(1);
    await owner.open("/console/authorized-apps/");
    await owner.page.getByRole("heading", { name: /Punch List Pro\s+Reviewed/u }).waitFor();
    await owner.page.getByRole("button", { name: `Revoke ${NAME}` }).click();
    await owner.page.getByRole("button", { name: "Revoke the application" }).click();
    await owner.page.getByText("No applications are let in").waitFor();
    expect((await world.call(token, "/projects")).status).toBe(401);
    expect((await world.call(trial, "/projects")).status).toBe(200);
    expect([...developer.faults(), ...admin.faults(), ...owner.faults()]).toEqual([]);
  });
}
