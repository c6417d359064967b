import type { Page, Route } from "playwright-core";

/** What becomes of what a page asks the API: it passes, waits, or is answered that something failed. */
export type Way = "pass" | "hold" | "fail";

/** Of the problem that is answered; it is to be told to whoever helps. */
export const REQUEST_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff";
/** What the page begins with: who is signed in, and for whom they may act. */
const SESSION = new Set(["/api/v1/user", "/api/v1/builders", "/auth/get-session"]);

/** As the API answers what it did not expect. */
const failure = (path: string) => ({
  status: 500,
  contentType: "application/problem+json",
  headers: { "x-request-id": REQUEST_ID },
  body: JSON.stringify({
    type: "/docs/problems/#internal_error",
    title: "Internal error",
    status: 500,
    detail: "Something failed on our side.",
    instance: path,
    code: "internal_error",
    request_id: REQUEST_ID,
    errors: [],
  }),
});

/** Stands between one page and the API. */
export class Gate {
  session: Way = "pass";
  /** Of everything else whose path has `waitsFor` in it. */
  own: Way = "pass";
  waitsFor = "";
  #held: Route[] = [];

  static async before(page: Page): Promise<Gate> {
    const gate = new Gate();
    const take = (route: Route) => gate.#take(route);
    await page.route("**/api/v1/**", take);
    await page.route("**/auth/**", take);
    return gate;
  }

  /** From now on, for what is held already as well. */
  async set(ways: { session?: Way; own?: Way }): Promise<void> {
    Object.assign(this, ways);
    for (const route of this.#held.splice(0)) await this.#take(route);
  }

  /** Forgets what a page that was left still waited for, and lets everything pass. */
  reset(waitsFor: string): void {
    this.#held = [];
    this.session = "pass";
    this.own = "pass";
    this.waitsFor = waitsFor;
  }

  async #take(route: Route): Promise<void> {
    const { pathname, search } = new URL(route.request().url());
    const isOwn = (pathname + search).includes(this.waitsFor);
    const way = SESSION.has(pathname) ? this.session : isOwn ? this.own : "pass";
    if (way === "hold") this.#held.push(route);
    else if (way === "fail") await route.fulfill(failure(pathname));
    else await route.continue();
  }
}
