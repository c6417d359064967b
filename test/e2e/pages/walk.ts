import type { Page } from "playwright-core";
import type { Visit } from "../support/browser";
import { Gate, REQUEST_ID } from "./gate";
import type { Listed } from "./listed";

/** What a page that waits for something has of it. */
const WAITING = "#content [aria-busy=true]";
const FAILED = "#content [role=alert], #status[data-kind=error]";
/** What content may move while it loads, of what browsers call a good page: web.dev/articles/cls. */
const MOST_SHIFT = 0.1;

// What runs in the page is text: the tests know no DOM.
const WATCH = `globalThis.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput) shifts.push([value, sources.map(({ node }) => node?.className || node?.nodeName).join(" ")]);
}).observe({ type: "layout-shift", buffered: true });`;
const SHIFTS = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts.splice(0)))))`;
/** Pressing it with the mouse would excuse what moves. */
const TRY_AGAIN = `[...document.querySelectorAll("${FAILED}")].flatMap((alert) => {
  const again = [...alert.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === "Try again");
  again?.click();
  return again ? [] : ["nothing to try again with: " + alert.textContent];
})`;

/** Complaints of a browser that are the very state that was reached. */
const EXPECTED = /^answered: 500 GET \/(?:api|auth)\/|^failed: .*net::ERR_INTERNET_DISCONNECTED$/u;

/** Waits until the page shows what it loads, or why it could not. */
export const settled = (page: Page): Promise<void> =>
  page.locator(`body:not(:has(${WAITING}:not([hidden])))`).waitFor();

/** Somebody who goes through the states of pages, one page after the other. */
export class Walk {
  readonly visit: Visit;
  readonly #gate: Gate;
  readonly #base: string;

  private constructor(visit: Visit, gate: Gate, base: string) {
    this.visit = visit;
    this.#gate = gate;
    this.#base = base;
  }

  static async begin(visit: Visit, base: string): Promise<Walk> {
    await visit.page.addInitScript(WATCH);
    return new Walk(visit, await Gate.before(visit.page), base);
  }

  /**
   * Has a page wait, be without a connection, fail, and be tried again, in one load; it ends as it is when all goes well.
   * @returns what was wrong
   */
  async through({ name, path, isBare, waitsFor = "" }: Pick<Listed, "name" | "path" | "isBare" | "waitsFor">) {
    const found: string[] = [];
    this.#gate.reset(waitsFor);
    await this.#gate.set({ session: "hold", own: "hold" });
    await this.visit.page.goto(this.#base + path, { waitUntil: "commit" });
    await this.#waits();
    const part = isBare ? "session" : "own";
    if (!isBare) {
      await this.#gate.set({ session: "pass" });
      await this.visit.page.locator("body:not(.app), [popovertarget=account-menu]").first().waitFor();
      await this.#waits();
    }
    found.push(...(await this.#disconnects(part)), ...(await this.#fails(part)));
    await this.#gate.set({ session: "pass", own: "pass" });
    await settled(this.visit.page);
    found.push(...(await this.#shifts()));
    // What stands below something else that failed is told after it.
    await this.visit.page.evaluate(TRY_AGAIN);
    await settled(this.visit.page);
    found.push(...(await this.#problems()), ...this.#complaints());
    return found.map((each) => `${name}: ${each}`);
  }

  /** What the browser complained of since it was asked last, but for what was meant to fail. */
  #complaints(): string[] {
    return this.visit.faults().filter((fault) => !EXPECTED.test(fault));
  }

  async #waits(): Promise<void> {
    await this.visit.page.locator(WAITING).first().waitFor();
  }

  /** The connection ends while it waits; it goes on by itself when there is one, and is answered that something failed. */
  async #disconnects(part: "session" | "own"): Promise<string[]> {
    const { page, context } = this.visit;
    const banner = page.locator("#banner");
    const hasBanner = (await banner.count()) > 0;
    await context.setOffline(true);
    if (hasBanner) await banner.getByText("You are offline").waitFor();
    await this.#gate.set({ [part]: "pass" });
    await page.locator(FAILED).getByText("You are offline").first().waitFor();
    await settled(this.visit.page);
    await this.#gate.set({ [part]: "fail" });
    await context.setOffline(false);
    await page.locator(FAILED).getByText(REQUEST_ID).first().waitFor();
    const said = hasBanner ? await banner.innerText() : "";
    return said === "" ? [] : [`says ${said} with a connection`];
  }

  /** Everything that failed says so and can be tried again; it waits then as it did before. */
  async #fails(part: "session" | "own"): Promise<string[]> {
    const { page } = this.visit;
    await settled(this.visit.page);
    const alerts = page.locator(FAILED).filter({ visible: true });
    const mute = await alerts.filter({ hasNotText: REQUEST_ID }).allInnerTexts();
    await this.#gate.set({ [part]: "hold" });
    const stuck = await page.evaluate<string[]>(TRY_AGAIN);
    await this.#waits();
    await this.#shifts();
    return [...mute.map((text) => `does not say which request failed: ${text}`), ...stuck];
  }

  /** What content moved since it was asked last, if it is too much. */
  async #shifts(): Promise<string[]> {
    const shifts = await this.visit.page.evaluate<[number, string][]>(SHIFTS);
    const sum = shifts.reduce((total, [value]) => total + value, 0);
    return sum > MOST_SHIFT ? [`moves while it loads: ${sum.toFixed(3)}, ${JSON.stringify(shifts)}`] : [];
  }

  async #problems(): Promise<string[]> {
    const texts = await this.visit.page.locator(FAILED).filter({ visible: true }).allInnerTexts();
    return texts.map((text) => `shows a problem: ${text}`);
  }
}
