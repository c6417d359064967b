import { type Arrival, Receivers } from "../../scripts/lib/receivers";
import { LocalWorker, type LocalWorkerOptions, seedBuilder, type SeedOptions } from "../../scripts/lib/local-worker";

export type Subscriber = { id: string; secret: string; receiver: number };

export const pause = (ms: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/** A Worker, a builder of it, and receivers on loopback, each with a subscription. */
export class Stand {
  readonly worker: LocalWorker;
  readonly receivers: Receivers;
  readonly key: string;
  readonly subscribers: Subscriber[] = [];
  #ticking: NodeJS.Timeout | undefined;

  private constructor(worker: LocalWorker, receivers: Receivers, key: string) {
    this.worker = worker;
    this.receivers = receivers;
    this.key = key;
  }

  static async start(receivers: number, options: LocalWorkerOptions & SeedOptions = {}): Promise<Stand> {
    const worker = await LocalWorker.start(options);
    const { key } = await seedBuilder((await worker.env()).PLATFORM_DB, options);
    return new Stand(worker, await Receivers.start(receivers), key);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticking);
    await this.worker.stop();
    await this.receivers.stop();
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${this.worker.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** @throws unless the answer is a success */
  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await this.call("POST", path, body);
    if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async subscribe(receiver: number, events = ["*"]): Promise<Subscriber> {
    const url = this.receivers.urls[receiver];
    const { id, secret } = await this.post<{ id: string; secret: string }>("/webhooks", { url, events });
    const subscriber = { id, secret, receiver };
    this.subscribers.push(subscriber);
    return subscriber;
  }

  /** Makes so many projects, a hundred a request, each one event. */
  async projects(count: number, prefix = "P"): Promise<void> {
    for (let from = 0; from < count; from += 100) {
      const size = Math.min(100, count - from);
      const data = Array.from({ length: size }, (_, index) => ({ code: `${prefix}-${from + index}`, name: "Bulk" }));
      const { created } = await this.post<{ created: number }>("/projects/bulk", { data });
      if (created !== size) throw new Error(`only ${created} of ${size} projects were created`);
    }
  }

  /** Fires the cron of every minute, as `npm start` does: now, and then each minute until `stop`. */
  tick(): void {
    clearInterval(this.#ticking);
    const fire = () => {
      // A run that dies with its worker is what these tests are about.
      this.worker.cron("* * * * *").catch(() => undefined);
    };
    fire();
    this.#ticking = setInterval(fire, 60_000);
  }

  /** Deliveries of the builder's shard by their status. */
  async deliveries(shard = 0): Promise<Record<string, number>> {
    const env = await this.worker.env();
    const { results } = await (shard === 0 ? env.TENANT_DB_0 : env.TENANT_DB_1)
      .prepare("select status, count(*) as n from webhook_deliveries group by status")
      .all<{ status: string; n: number }>();
    return Object.fromEntries(results.map(({ status, n }) => [status, n]));
  }

  /** Attempts that the deliveries count, less those in the log. */
  async unlogged(): Promise<number> {
    const sql = `select (select coalesce(sum(attempt_count), 0) - count(started_at) from webhook_deliveries)
      - (select count(*) from webhook_attempts) as n`;
    return (await (await this.worker.env()).TENANT_DB_0.prepare(sql).first<number>("n")) ?? Number.NaN;
  }

  /** Waits for a condition that the database tells. @returns how long it took, or undefined when the time is over */
  async until(condition: () => Promise<boolean>, timeoutMs: number): Promise<number | undefined> {
    const begun = Date.now();
    while (Date.now() - begun < timeoutMs) {
      if (await condition()) return Date.now() - begun;
      await pause(250);
    }
    return undefined;
  }
}

export const idsOf = (arrivals: readonly Arrival[]): Set<string> =>
  new Set(arrivals.map(({ receiver, id }) => `${receiver} ${id}`));

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Says what a test measured, beside its outcome. */
export const report = (what: string, figures: Record<string, unknown>): void => {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
};
