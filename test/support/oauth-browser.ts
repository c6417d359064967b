import { env } from "cloudflare:test";
import { newId } from "#lib/ids";
import { hashPassword } from "../../src/modules/accounts/password";
import { newBrowser } from "./accounts";
import { decide, ORIGIN, readConsent, type Scene } from "./oauth";

const PASSWORD = "correct horse battery";

/** Gives the scene's user a password to sign in with, straight in the database. */
export async function givePassword({ user }: Scene): Promise<void> {
  const now = Date.now();
  await env.PLATFORM_DB.prepare(
    "insert into accounts (id, user_id, provider_id, account_id, password, created_at, updated_at) values (?1, ?2, 'credential', ?2, ?3, ?4, ?4)",
  )
    .bind(newId(now), user.id, await hashPassword(PASSWORD), now)
    .run();
}

/**
 * What a person does in a browser that has never been here: follows the application's link, signs in, is brought back,
 * and decides.
 * @returns where the browser is sent in the end
 */
export async function signInAndDecide(url: string, scene: Scene, decision: "approve" | "deny"): Promise<URL> {
  const browser = newBrowser();
  const first = await browser.fetch(url);
  const signIn = new URL(first.headers.get("location") ?? "", ORIGIN);
  if (signIn.pathname !== "/sign-in/") throw new Error(`not led to the sign-in page but to ${signIn.pathname}`);
  const credentials = { email: scene.user.email, password: PASSWORD };
  const signedIn = await browser.fetch("/auth/sign-in/email", { method: "POST", body: credentials });
  if (signedIn.status !== 200) throw new Error(`sign-in answered ${signedIn.status}: ${await signedIn.text()}`);
  await signedIn.text();
  const page = await browser.fetch(signIn.searchParams.get("return_to") ?? "");
  const { handle, builders } = readConsent(await page.text());
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await decide({ ...scene.user, cookie }, { handle, decision, builder_id: builders[0] ?? "" });
  await response.text();
  return new URL(response.headers.get("location") ?? "about:blank");
}
