import type { CDPSession, Page } from "playwright-core";

/** What becomes of what a page asks the API: it passes, waits, or is answered that something failed. */
export type Way = "pass" | "hold" | "fail";

/** Of the problem that is answered; it is to be told to whoever helps. */
export const REQUEST_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff";
/** What the page begins with: who is signed in, and for whom they may act. */
const SESSION = new Set(["/api/v1/user", "/api/v1/builders", "/auth/get-session"]);

/** As the API answers what it did not expect. */
const failure = (path: string) => ({
  responseCode: 500,
  responseHeaders: [
    { name: "content-type", value: "application/problem+json" },
    { name: "x-request-id", value: REQUEST_ID },
  ],
  body: Buffer.from(
    JSON.stringify({
      type: "/docs/problems/#internal_error",
      title: "Internal error",
      status: 500,
      detail: "Something failed on our side.",
      instance: path,
      code: "internal_error",
      request_id: REQUEST_ID,
      errors: [],
    }),
  ).toString("base64"),
});

type Paused = { requestId: string; request: { url: string } };

/**
 * Stands between one page and the API. It asks the browser for just these requests: a route of Playwright has every file
 * of the page go through here, and none of them kept.
 */
export class Gate {
  session: Way = "pass";
  /** Of everything else whose path has `waitsFor` in it. */
  own: Way = "pass";
  waitsFor = "";
  readonly #browser: CDPSession;
  #held: Paused[] = [];

  private constructor(browser: CDPSession) {
    this.#browser = browser;
  }

  static async before(page: Page): Promise<Gate> {
    const browser = await page.context().newCDPSession(page);
    const gate = new Gate(browser);
    browser.on("Fetch.requestPaused", (paused) => void gate.#take(paused));
    await browser.send("Fetch.enable", { patterns: [{ urlPattern: "*/api/v1/*" }, { urlPattern: "*/auth/*" }] });
    return gate;
  }

  /** From now on, for what is held already as well. */
  async set(ways: { session?: Way; own?: Way }): Promise<void> {
    Object.assign(this, ways);
    for (const paused of this.#held.splice(0)) await this.#take(paused);
  }

  /** Forgets what a page that was left still waited for, and lets everything pass. */
  reset(waitsFor: string): void {
    this.#held = [];
    this.session = "pass";
    this.own = "pass";
    this.waitsFor = waitsFor;
  }

  async #take(paused: Paused): Promise<void> {
    const { pathname, search } = new URL(paused.request.url);
    const isOwn = (pathname + search).includes(this.waitsFor);
    const way = SESSION.has(pathname) ? this.session : isOwn ? this.own : "pass";
    const { requestId } = paused;
    if (way === "hold") this.#held.push(paused);
    else if (way === "fail") await this.#browser.send("Fetch.fulfillRequest", { requestId, ...failure(pathname) });
    else await this.#browser.send("Fetch.continueRequest", { requestId });
  }
}
