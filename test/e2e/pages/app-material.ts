import { asPerson } from "../support/signed-in";
import type { World } from "../support/world";

type App = { id: string; client_id: string; redirect_uris: string[] };

const LISTING = {
  name: "Draw Ledger",
  tagline: "Draws and ledger, the same",
  summary: "Draw Ledger keeps the draws of your projects and your ledger the same. ".repeat(4).trim(),
  category: "accounting",
  setup_guide_url: "https://ledger.example.com/setup",
  support_email: "help@ledger.example.com",
  support_url: null,
  pricing_type: "free",
  price_monthly_cents: null,
  webhook_url: null,
  scope_justifications: { "read:projects": "Compares draws with the ledger each night." },
};

export const makeApp = (world: World, who: "developer" | "admin"): Promise<App> =>
  asPerson<App>(world, who, [
    "POST",
    "/developer/apps",
    {
      name: "Draw Ledger",
      type: "public",
      redirect_uris: ["http://127.0.0.1:9/callback"],
      scopes: ["read:projects"],
    },
  ]);

/** Three pictures of an empty page. */
async function pictures(world: World): Promise<Uint8Array[]> {
  const page = await world.browser.newPage();
  const made: Uint8Array[] = [];
  for (const width of [720, 1280, 1920]) {
    await page.setViewportSize({ width, height: 720 });
    made.push(new Uint8Array(await page.screenshot()));
  }
  await page.close();
  return made;
}

/** An application of the developer's that waits for a reviewer. */
export async function submitApp(world: World): Promise<App & { review: string }> {
  const app = await makeApp(world, "developer");
  const as = <T>(method: string, path: string, body: object | Uint8Array) =>
    asPerson<T>(world, "developer", [method, `/developer/apps/${app.id}${path}`, body]);
  const screenshots: string[] = [];
  for (const picture of await pictures(world))
    screenshots.push((await as<{ id: string }>("POST", "/screenshots", picture)).id);
  const { id: review } = await as<{ id: string }>("POST", "/submit", { ...LISTING, screenshots });
  return { ...app, review };
}
