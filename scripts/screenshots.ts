/**
 * `npm run screenshots`: drives a browser through the sandbox of the running product, and takes pictures of how each
 * installable integration is set up and of what it brings, for its listing. In a sandbox upstreams answer as recorded.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { HEIGHT, SMALL_WIDTH, smallOf, WIDTH } from "../src/api/site/screenshots";
import { launch } from "../test/e2e/support/browser";
import { Product } from "../test/e2e/support/product";
import { builtConnectors } from "./lib/built-connectors";
import type { Demo } from "./lib/seed";

const PUBLIC = join(import.meta.dirname, "../public");
const FOLDER = "/assets/screenshots";
const LIST = "src/modules/listings/catalogue/screenshots.ts";
const QUALITY = 70;
const PATIENCE_MS = 40_000;

/** Results that are seen on a project, under these headings; others are seen with the integration. */
const ON_A_PROJECT: Readonly<Record<string, string>> = {
  "noaa-weather": "Weather",
  "noaa-tides": "Tides",
  "fema-flood-maps": "Flood",
  "county-gis": "Parcel",
};

type Field = { name: string; required: boolean; example?: unknown };
type Listing = { permissions: string[]; install_form: { config: Field[]; credentials: Field[] } | null };
type Install = { id: string; syncs: { last_success_at: string | null }[] };

class Sandbox {
  readonly #demo: Demo;
  constructor(demo: Demo) {
    this.#demo = demo;
  }

  async call<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#demo.base_url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${this.#demo.sandbox_api_key}`, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Installs an integration with the examples of its form, and waits until each of its syncs has succeeded. */
  async install(slug: string, { permissions, install_form: form }: Listing): Promise<Install> {
    const examples = (fields: Field[] = []) =>
      Object.fromEntries(
        fields.filter(({ required }) => required).map(({ name, example }) => [name, example ?? "of-the-sandbox"]),
      );
    const body = { permissions, config: examples(form?.config), credentials: examples(form?.credentials) };
    const { id } = await this.call<Install>(`/marketplace/integrations/${slug}/install`, body);
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(500)) {
      const install = await this.call<Install>(`/installs/${id}`);
      if (install.syncs.every(({ last_success_at: at }) => at !== null)) return install;
    }
    throw new Error(`${slug} has not succeeded in time`);
  }
}

/** Where the tides were recorded that a sandbox is given; a picture shows them at their own place. */
const COAST = { name: "La Jolla seawall", code: "LJ-1", latitude: 32.85, longitude: -117.27 };

/** A project of which an integration knows something, as its site's conditions say. */
async function projectWith(sandbox: Sandbox, part: string): Promise<string | undefined> {
  const { data } = await sandbox.call<{ data: { id: string }[] }>("/projects?limit=100");
  for (const { id } of data) {
    const site = await sandbox.call<Record<string, { status?: string } | null>>(`/projects/${id}/site-conditions`);
    if (site[part]?.status === "available") return id;
  }
  return undefined;
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("[popovertarget=account-menu]").waitFor();
  await page.locator("#content:not(:has(.skeleton))").waitFor();
}

/** The step of the wizard that says most: its settings, or without any what one agrees to. */
async function openSettings(page: Page, base: string, slug: string, { install_form: form }: Listing): Promise<void> {
  await open(page, `${base}/console/integrations/install/?slug=${slug}`);
  await page.getByRole("button", { name: "Agree and go on" }).waitFor();
  if ((form?.config ?? []).length === 0) return;
  await page.getByRole("button", { name: "Agree and go on" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
}

/** @returns what the picture is named */
async function openResult(page: Page, base: string, slug: string, install: Install, sandbox: Sandbox): Promise<string> {
  const heading = ON_A_PROJECT[slug];
  const project = heading && (await projectWith(sandbox, heading.toLowerCase()));
  if (heading !== undefined && project !== undefined) {
    await open(page, `${base}/console/projects/project/?id=${project}&view=site`);
    const card = page.locator(".card", { has: page.getByRole("heading", { name: heading, exact: true }) }).first();
    await card.getByText(/· asked /u).waitFor();
    await card.scrollIntoViewIfNeeded();
    return "result";
  }
  const place = `${base}/console/integrations/integration/?id=${install.id}`;
  if (install.syncs.length > 0) {
    await open(page, `${place}&view=data`);
    if ((await page.getByText("Nothing here").count()) === 0) return "result";
  }
  await open(page, place);
  return "page";
}

async function take(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  write(path, data);
  write(smallOf(path) ?? path, await shrink(page, data));
}

function write(path: string, base64: string): void {
  const bytes = Buffer.from(base64, "base64");
  writeFileSync(join(PUBLIC, path), bytes);
  process.stdout.write(`${path}: ${(bytes.length / 1024).toFixed(1)} KiB\n`);
}

/** A smaller copy of a picture, drawn by the browser. What runs in the page is text: scripts know no DOM. */
const shrink = (page: Page, base64: string): Promise<string> =>
  page.evaluate<string>(`(async () => {
    const [width, height] = [${SMALL_WIDTH}, ${(HEIGHT * SMALL_WIDTH) / WIDTH}];
    const bytes = Uint8Array.fromBase64("${base64}");
    const picture = await createImageBitmap(new Blob([bytes]), { resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const copy = await canvas.convertToBlob({ type: "image/webp", quality: ${QUALITY / 100} });
    return new Uint8Array(await copy.arrayBuffer()).toBase64();
  })()`);

async function takeAll(demo: Demo, page: Page): Promise<Record<string, string[]>> {
  const sandbox = new Sandbox(demo);
  const taken: Record<string, string[]> = {};
  await sandbox.call("/projects", COAST);
  for (const slug of [...builtConnectors.keys()].toSorted()) {
    const listing = await sandbox.call<Listing>(`/marketplace/integrations/${slug}`);
    const pathOf = (name: string) => `${FOLDER}/${slug}/${name}.webp`;
    mkdirSync(join(PUBLIC, FOLDER, slug), { recursive: true });
    await openSettings(page, demo.base_url, slug, listing);
    await take(page, pathOf("settings"));
    const install = await sandbox.install(slug, listing);
    const name = await openResult(page, demo.base_url, slug, install, sandbox);
    await take(page, pathOf(name));
    taken[slug] = [pathOf("settings"), pathOf(name)];
  }
  return taken;
}

function writeList(taken: Record<string, string[]>): void {
  const text = `// Generated by \`npm run screenshots\`: pictures of the integrations that can be installed, by their slugs.
export const SCREENSHOTS: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(taken)};
`;
  writeFileSync(LIST, text);
  execFileSync("oxfmt", [LIST]);
}

const product = await Product.start();
try {
  const browser = await launch();
  try {
    const { demo } = product;
    const context = await browser.newContext({
      viewport: { width: WIDTH, height: HEIGHT },
      locale: "en-US",
      timezoneId: "America/New_York",
      reducedMotion: "reduce",
    });
    await context.addInitScript('localStorage.setItem("rossos.environment", "sandbox")');
    const signedIn = await context.request.post(`${demo.base_url}/auth/sign-in/email`, {
      headers: { origin: demo.base_url },
      data: demo.users.owner,
    });
    if (!signedIn.ok()) throw new Error(`Nobody can sign in: ${await signedIn.text()}`);
    rmSync(join(PUBLIC, FOLDER), { recursive: true, force: true });
    writeList(await takeAll(demo, await context.newPage()));
  } finally {
    await browser.close();
  }
} finally {
  await product.stop();
}
