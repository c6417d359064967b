import type { Browser } from "playwright-core";
import type { Demo } from "../../../scripts/lib/seed";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import { launch, Visit } from "../support/browser";
import { FarReceiver } from "../support/far-receiver";
import { Product } from "../support/product";
import { WeatherService } from "../support/weather-service";

/** The running product with its far ends on this machine, and a browser. */
export class World {
  readonly product: Product;
  readonly browser: Browser;
  readonly weather: WeatherService;
  readonly receiver: FarReceiver;
  readonly demo: Demo;
  readonly #visits: Visit[] = [];

  private constructor(product: Product, browser: Browser, weather: WeatherService, receiver: FarReceiver) {
    this.product = product;
    this.browser = browser;
    this.weather = weather;
    this.receiver = receiver;
    this.demo = product.demo;
  }

  static async start(): Promise<World> {
    const weather = await WeatherService.start();
    const [product, browser, receiver] = await Promise.all([
      Product.start("--var", weather.override),
      launch(),
      FarReceiver.listen(),
    ]);
    return new World(product, browser, weather, receiver);
  }

  /** A page of one of the demo's people, until `closeVisits`. */
  async visitAs(who: keyof DemoUsers): Promise<Visit> {
    const visit = await Visit.as(this.browser, this.demo, who);
    this.#visits.push(visit);
    return visit;
  }

  /** A page of somebody who is not signed in, until `closeVisits`. */
  async visitAsAnybody(): Promise<Visit> {
    const visit = await Visit.begin(this.browser, this.demo.base_url);
    this.#visits.push(visit);
    return visit;
  }

  /** The API, as the demo's key for the live data or the sandbox calls it. @throws Error unless it succeeds */
  async call<T>(method: string, path: string, body?: object, key = this.demo.api_key): Promise<T> {
    const response = await fetch(`${this.demo.base_url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }

  async closeVisits(): Promise<void> {
    for (const visit of this.#visits.splice(0)) await visit.close();
  }

  /** What a list of the API begins with, as the demo's key sees it. */
  async first(path: string): Promise<string> {
    const response = await fetch(`${this.demo.base_url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${this.demo.api_key}` },
    });
    const { data } = (await response.json()) as { data: { id: string }[] };
    return data[0]?.id ?? "";
  }

  async stop(): Promise<void> {
    this.receiver.close();
    await this.browser.close();
    await this.product.stop();
    await this.weather.stop();
  }
}
