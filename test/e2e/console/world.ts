import type { Browser } from "playwright-core";
import type { Demo } from "../../../scripts/lib/seed";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import { launch, Visit } from "../support/browser";
import { FarReceiver } from "../support/far-receiver";
import { Product } from "../support/product";

type Answer = { status: number; body: { data: { id: string }[] } };

/** The running product, a browser, and somewhere for webhooks to go. */
export class World {
  readonly product: Product;
  readonly browser: Browser;
  readonly receiver: FarReceiver;
  readonly demo: Demo;
  /** The owner's own page, not signed in at first. */
  readonly owner: Visit;
  readonly #visits: Visit[] = [];

  private constructor(product: Product, browser: Browser, receiver: FarReceiver, owner: Visit) {
    this.product = product;
    this.browser = browser;
    this.receiver = receiver;
    this.owner = owner;
    this.demo = product.demo;
  }

  static async start(): Promise<World> {
    const [product, browser, receiver] = await Promise.all([
      Product.start("--var", "WEBHOOK_RETRY_SCHEDULE:1,1"),
      launch(),
      FarReceiver.listen(),
    ]);
    return new World(product, browser, receiver, await Visit.begin(browser, product.demo.base_url));
  }

  /** A page of one of the demo's people, until `closeVisits`. */
  async visitAs(who: keyof DemoUsers): Promise<Visit> {
    const visit = await Visit.as(this.browser, this.demo, who);
    this.#visits.push(visit);
    return visit;
  }

  async closeVisits(): Promise<void> {
    for (const visit of this.#visits.splice(0)) await visit.close();
  }

  /** The API, as a program calls it. */
  async call(token: string, path: string, method = "GET", body?: object): Promise<Answer> {
    const response = await fetch(`${this.demo.base_url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  }

  async stop(): Promise<void> {
    this.receiver.close();
    await this.browser.close();
    await this.product.stop();
  }
}
