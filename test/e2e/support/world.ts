import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions } from "playwright-core";
import { inject } from "vitest";
import type { DemoUsers } from "../../../scripts/lib/seed-users";
import { launch, Visit } from "./browser";
import { changeData } from "./change-data";
import { FarReceiver } from "./far-receiver";
import type { Site } from "./site";
import { WeatherService } from "./weather-service";

type Answer = { status: number; body: { data: { id: string }[] } };

/** The running product, a browser, and its far ends on this machine. */
export class World {
  readonly site: Site;
  readonly demo: Site["demo"];
  readonly browser: Browser;
  readonly weather: WeatherService;
  /** Somewhere for webhooks to go. */
  readonly receiver: FarReceiver;
  /** The owner's own page, not signed in at first. */
  readonly owner: Visit;
  readonly #visits: Visit[] = [];

  private constructor(site: Site, browser: Browser, weather: WeatherService, receiver: FarReceiver, owner: Visit) {
    this.site = site;
    this.demo = site.demo;
    this.browser = browser;
    this.weather = weather;
    this.receiver = receiver;
    this.owner = owner;
  }

  static async start(): Promise<World> {
    const site = inject("site");
    const [browser, weather, receiver] = await Promise.all([
      launch({ shell: true }),
      WeatherService.start(site.ports.weather),
      FarReceiver.listen(),
    ]);
    return new World(site, browser, weather, receiver, await Visit.begin(browser, site.demo.base_url));
  }

  /** A page of one of the demo's people, signed in, until `closeVisits`. */
  async visitAs(who: keyof DemoUsers, options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await this.visit(options);
    await visit.context.addCookies(
      this.site.sessions[who].map((cookie) => ({ ...cookie, url: this.demo.base_url, httpOnly: true })),
    );
    return visit;
  }

  /** A page of somebody whom nobody knows yet, until `closeVisits`. */
  async visit(options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await Visit.begin(this.browser, this.demo.base_url, options);
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

  /** The same as the demo's key for the live data or the sandbox. @throws Error unless it succeeds */
  async api<T>(method: string, path: string, body?: object, key = this.demo.api_key): Promise<T> {
    const answer = await this.call(key, path, method, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  /** Changes the data behind the product's back. @returns how many rows it changed */
  change(sql: string, ...values: (string | number | null)[]): number {
    return changeData(this.site.dataDir, sql, ...values);
  }

  /** What a list of the API begins with, as the demo's key sees it. */
  async first(path: string): Promise<string> {
    return (await this.call(this.demo.api_key, path)).body.data[0]?.id ?? "";
  }

  /** What the product has said so far. */
  said(): string {
    return readFileSync(this.site.log, "utf8");
  }

  async stop(): Promise<void> {
    this.receiver.close();
    await this.browser.close();
    await this.weather.stop();
  }
}
