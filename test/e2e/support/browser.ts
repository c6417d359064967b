import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** The same engine without a desktop around it; a page takes a third less of the processor. */
const SHELL = "/usr/bin/chromium-headless-shell";
/** Where pictures of the pages go; nowhere unless it is set. */
const SCREENSHOTS = process.env["SITE_SCREENSHOTS"];

/** @param options.shell whether the engine alone will do, where it is installed and no other browser is asked for */
export async function launch({ shell = false } = {}): Promise<Browser> {
  const executablePath = shell && process.env["CHROMIUM"] === undefined && existsSync(SHELL) ? SHELL : CHROMIUM;
  if (!existsSync(executablePath))
    throw new Error(`There is no browser at ${executablePath}. Install chromium, or set CHROMIUM.`);
  return await chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

// What runs in the page is text: the tests know no DOM.
/** By then what follows the colour scheme by a script has followed it. */
const NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
const OVERFLOWS = "document.documentElement.scrollWidth > innerWidth";
const runAxe = (rules?: readonly string[]): string =>
  `axe.run(document, { preload: false, resultTypes: ["violations"], ${rules ? `runOnly: ${JSON.stringify(rules)}` : ""} })
  .then(({ violations }) =>
    violations.map(({ id, nodes }) => id + " at " + nodes.map(({ target }) => target.join(" ")).join(", ")))`;

const [DESK, PHONE] = [1280, 390];
type Way = { width: number; colorScheme: "light" | "dark" };
/** What depends on the colours; everything else stands as it did in the other scheme. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
const TWO_WAYS: readonly Way[] = [
  { width: DESK, colorScheme: "light" },
  { width: PHONE, colorScheme: "dark" },
];
/** For what has been looked at in every way elsewhere. */
export const ONE_WAY: readonly Way[] = [{ width: PHONE, colorScheme: "dark" }];
const ALL_WAYS: readonly Way[] = [
  { width: DESK, colorScheme: "light" },
  { width: DESK, colorScheme: "dark" },
  { width: PHONE, colorScheme: "dark" },
  { width: PHONE, colorScheme: "light" },
];

/** How long something may take to be seen: other suites keep the machine busy. */
export const PATIENCE_MS = 45_000;
/**
 * The same for what a sync brings: on one machine syncs run one after the other, and one whose other side is away is tried
 * for a minute. The wizard itself waits two minutes, and says then that it goes on alone.
 */
export const SYNC_PATIENCE_MS = 200_000;

/** A page of its own, and everything about it that should not be. */
export class Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #base: string;
  /** Answers that are expected to fail, as `404 /api/v1/…`; their consoles' complaints are, too. */
  readonly expected = new Set<string>();
  #faults: string[] = [];
  #paused = false;

  private constructor(context: BrowserContext, page: Page, base: string) {
    this.context = context;
    this.page = page;
    this.#base = base;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => this.#note(`error: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      const failedLoad = message.text().startsWith("Failed to load resource");
      if (["error", "warning"].includes(message.type()) && !failedLoad) this.#note(`console: ${message.text()}`);
    });
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      // What a page still waited for when it was left.
      if (reason !== "net::ERR_ABORTED") this.#note(`failed: ${request.url()} ${reason}`);
    });
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (response.status() >= 400 && !this.expected.has(`${response.status()} ${pathname}`))
        this.#note(`answered: ${response.status()} ${response.request().method()} ${pathname}`);
    });
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== new URL(base).origin && protocol !== "blob:") this.#note(`third party: ${request.url()}`);
    });
  }

  #note(fault: string): void {
    if (!this.#paused) this.#faults.push(fault);
  }

  static async begin(browser: Browser, base: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: "en-US",
      timezoneId: "America/New_York",
      reducedMotion: "reduce",
      ...options,
    });
    return new Visit(context, await context.newPage(), base);
  }

  /** Opens a page and waits until it shows what it loads. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#base + path);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.locator("[popovertarget=account-menu]").waitFor();
    await this.page.locator("#content:not(:has(.skeleton))").waitFor();
  }

  /** What has gone wrong since it was asked last. */
  faults(): string[] {
    const found = this.#faults;
    this.#faults = [];
    return found;
  }

  /**
   * What axe-core finds on the page as it stands: in light colours on a desk, and in dark ones on a phone. What neither
   * shows, such as the dark navigation of a desk, is the same on every page: `inEachWay` looks at all four.
   * @param name of the pictures
   */
  async inaccessible(name: string, ways: readonly Way[] = TWO_WAYS): Promise<string[]> {
    const found: string[] = [];
    // It styles elements inline, which the policy forbids and the browser reports; it is not the page that does.
    this.#paused = true;
    if (!(await this.page.evaluate<boolean>("'axe' in globalThis"))) await this.page.evaluate(axe.source);
    let last = 0;
    for (const { width, colorScheme } of ways) {
      const rules = width === last ? OF_COLOURS : undefined;
      last = width;
      await this.page.setViewportSize({ width, height: width === PHONE ? 844 : 900 });
      await this.page.emulateMedia({ colorScheme });
      await this.page.evaluate(NEXT_FRAME);
      const way = `${name} ${width} ${colorScheme}`;
      if (SCREENSHOTS) await this.#picture(way.replaceAll(" ", "-"));
      found.push(...(await this.page.evaluate<string[]>(runAxe(rules))).map((violation) => `${way}: ${violation}`));
      if (await this.page.evaluate<boolean>(OVERFLOWS)) found.push(`${way}: scrolls sideways`);
    }
    await this.page.setViewportSize({ width: DESK, height: 900 });
    await this.page.emulateMedia({ colorScheme: "light" });
    this.#paused = false;
    return found;
  }

  /** The same in both colour schemes on both. */
  inEachWay(name: string): Promise<string[]> {
    return this.inaccessible(name, ALL_WAYS);
  }

  async #picture(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS ?? "", { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS ?? "", `${name}.png`), fullPage: true });
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
