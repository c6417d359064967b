/** What a browser shows and sends that runs no script. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { asPerson } from "../support/signed-in";
import type { World } from "../support/world";
import { linkTo } from "./mail";

type App = { client_id: string };
const CALLBACK = "http://127.0.0.1:9/callback";
const APP = { name: "No Script Desk", type: "public", redirect_uris: [CALLBACK], scopes: ["read:projects"] };

/** @param app an application */
const consentOf = (app: App): string =>
  `/api/v1/oauth/authorize?${new URLSearchParams({
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: CALLBACK,
    scope: "read:projects",
    code_challenge: createHash("sha256").update("a verifier that nobody needs").digest("base64url"),
    code_challenge_method: "S256",
  }).toString()}`;

export function scriptless(get: () => World): void {
  test("finds an integration and reads of it", async () => {
    const visit = await get().visit({ javaScriptEnabled: false });
    const { page } = visit;
    await page.goto(`${get().demo.base_url}/marketplace/`);
    await page.getByRole("searchbox").fill("tides");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: "NOAA tides" }).click();
    await page.getByRole("heading", { name: "NOAA tides", level: 1 }).waitFor();
    await page.getByText("Read the coordinates of your projects").waitFor();
    expect(visit.faults()).toEqual([]);
  });

  test("signs in by the plain form, past a wrong password, and lets an application in", async () => {
    const world = get();
    const { base_url: base, users } = world.demo;
    const app = await asPerson<App>(world, "developer", ["POST", "/developer/apps", APP]);
    const visit = await world.visit({ javaScriptEnabled: false });
    const { page } = visit;
    const signIn = async (password: string) => {
      await page.getByLabel("E-mail").fill(users.owner.email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    };
    visit.expected.add("401 /auth/sign-in/form");
    await page.goto(base + consentOf(app));
    await signIn("not the password");
    await page.getByText("Invalid email or password").waitFor();
    expect(page.url()).toBe(`${base}/auth/sign-in/form`);
    expect(await page.getByLabel("E-mail").inputValue()).toBe(users.owner.email);
    await signIn(users.owner.password);
    await page.getByText(APP.name).first().waitFor();
    // Nobody listens there: the address is what counts.
    const led = page.waitForRequest((request) => request.url().startsWith(`${CALLBACK}?`));
    await page.getByRole("button", { name: /^Allow/u }).click();
    expect(new URL((await led).url()).searchParams.get("code")).not.toBeNull();
  });

  signsUp(get);
}

function signsUp(get: () => World): void {
  test("signs up, confirms the address, forgets the password and chooses another", async () => {
    const world = get();
    const base = world.demo.base_url;
    const visit = await world.visit({ javaScriptEnabled: false });
    const { page } = visit;
    const email = "sam@no-script.example";
    visit.expected.add("400 /auth/sign-up/form");
    await page.goto(`${base}/sign-in/?return_to=%2Fdeveloper%2F`);
    await page.getByRole("link", { name: "Create an account" }).click();
    expect(page.url()).toBe(`${base}/sign-up/?return_to=%2Fdeveloper%2F`);
    await page.getByLabel("Name").fill("Sam Scriptless");
    await page.getByLabel("E-mail").fill("sam@no-script");
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByText("This is not an e-mail address.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Sam Scriptless");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByText(`We have sent a link to ${email}`).waitFor();
    await page.goto(await linkTo(world, email));
    await page.getByText("Your address is confirmed.").waitFor();
    expect(await page.getByRole("link", { name: "Continue" }).getAttribute("href")).toBe("/developer/");

    await page.goto(`${base}/sign-in/`);
    await page.getByRole("link", { name: "Forgot the password?" }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Send a link" }).click();
    await page.getByText(`If ${email} has an account`).waitFor();
    const link = await linkTo(world, email, "reset-password");
    await page.goto(link);
    await page.getByLabel("Link in the mail").fill(link);
    await page.getByLabel("New password").fill("another long password");
    await page.getByRole("button", { name: "Save the password" }).click();
    await page.getByText("The password is changed.").waitFor();
    await page.getByRole("link", { name: "Sign in" }).click();
    // Such a browser does not preload scripts either, and says so.
    expect(visit.faults().filter((fault) => !fault.endsWith(".js csp"))).toEqual([]);
  });
}
