/** What an owner does with third-party applications. */
import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { World } from "./world";

export function applications(get: () => World): void {
  test("lets an application in, sees what it may do, and revokes it", async () => {
    const world = get();
    const { demo, owner, receiver } = world;
    const { page } = owner;
    const redirect = receiver.url;
    const made = await owner.context.request.post(`${demo.base_url}/api/v1/developer/apps`, {
      headers: { origin: demo.base_url },
      data: { name: "Draw Desk", type: "public", redirect_uris: [redirect], scopes: ["read:projects"] },
    });
    const { client_id: clientId } = (await made.json()) as { client_id: string };
    const verifier = randomBytes(32).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const asked = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirect,
      scope: "read:projects",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    await page.goto(`${demo.base_url}/api/v1/oauth/authorize?${asked.toString()}`);
    const live = page.getByRole("radio", { name: "Amity Island Homes", exact: true });
    if ((await live.count()) > 0) await live.check();
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.waitForURL(/code=/u);
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    // The redirect is the one request that leaves the site.
    owner.faults();
    const tokens = await fetch(`${demo.base_url}/api/v1/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code,
        redirect_uri: redirect,
        client_id: clientId,
        code_verifier: verifier,
      }),
    });
    const { access_token: token } = (await tokens.json()) as { access_token: string };
    expect((await world.call(token, "/projects")).status).toBe(200);

    await owner.open("/console/authorized-apps/");
    await page.getByText("See your projects").waitFor();
    expect(await owner.inaccessible("authorized-app")).toEqual([]);
    await page.getByRole("button", { name: "Revoke Draw Desk" }).click();
    await page.getByRole("button", { name: "Revoke the application" }).click();
    await page.getByText("No applications are let in").waitFor();
    expect((await world.call(token, "/projects")).status).toBe(401);
    expect(owner.faults()).toEqual([]);
  });
}
