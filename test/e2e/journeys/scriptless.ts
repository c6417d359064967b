/** What a browser shows and sends that runs no script. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { asPerson } from "../support/signed-in";
import type { World } from "../support/world";

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
    await page.getByRole("heading", { name: "You are not signed in" }).waitFor();
    expect(page.url()).toBe(`${base}/auth/sign-in/form`);
    await page.getByRole("link", { name: "Try again" }).click();
    await signIn(users.owner.password);
    await page.getByText(APP.name).first().waitFor();
    // Nobody listens there: the address is what counts.
    const led = page.waitForRequest((request) => request.url().startsWith(`${CALLBACK}?`));
    await page.getByRole("button", { name: /^Allow/u }).click();
    expect(new URL((await led).url()).searchParams.get("code")).not.toBeNull();
  });
}
