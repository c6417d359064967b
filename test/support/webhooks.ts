import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import { vi } from "vitest";
import { sweep } from "#modules/webhooks";
import type { Bindings, DeliveryMessage, DueDelivery } from "../../src/bindings";
import worker from "../../src/worker";
import { withMethods } from "./direct";
import { type BuilderOptions, Client, type KeyOptions, newBuilder, newKey, readReply, type Reply } from "./harness";
import { type Behaviour, FarEnd, type Received } from "./receiver";

export type Webhook = { id: string; url: string; secret: string };
export type Delivery = {
  id: string;
  status: string;
  attempt_count: number;
  next_retry_at: string | null;
  response_status: number | null;
  event_type: string;
};
export type Attempt = {
  number: number;
  error: string | null;
  response_status: number | null;
  response_body: string | null;
  response_headers: Record<string, string> | null;
  request_headers: Record<string, string> | null;
  duration_ms: number | null;
};

type Message = { queue: string; body: unknown; due: number; tries: number };

const BATCH: Record<string, number> = { events: 50, "webhook-deliveries": 1, "webhook-deliveries-slow": 1 };

const TABLES = [
  "events",
  "webhook_subscriptions",
  "webhook_secrets",
  "webhook_deliveries",
  "webhook_attempts",
  "notifications",
] as const;
const NEXT_DUE = `select min(due) as due from (select min(pending_since) as due from events
 union all select min(max(next_retry_at, coalesce(lease_until, 0))) from webhook_deliveries)`;
const MINUTE_MS = 60_000;
// A test here makes hundreds of round trips to the databases.
vi.setConfig({ testTimeout: 60_000 });
let names = 0;

/** How often a queue hands over a message: once, twice one after the other, or twice at the same time. */
export type Handover = "once" | "twice" | "together";

/**
 * The Worker with its queues and its clock in the test's hands: the databases are the real ones, messages lie where the
 * test can see, lose and double them, and time passes when the test says so.
 */
export class Rig {
  readonly env: Bindings;
  readonly farEnd = new FarEnd();
  messages: Message[] = [];
  handover: Handover = "once";
  /** Queues whose sends fail. */
  readonly broken = new Set<string>();

  /** A rig over empty tables, so that a sweep finds nothing of another test. */
  static async create(replaced: Partial<Bindings> = {}): Promise<Rig> {
    for (const db of [env.TENANT_DB_0, env.TENANT_DB_1]) {
      await db.batch(TABLES.map((table) => db.prepare(`delete from ${table}`)));
    }
    return new Rig(replaced);
  }

  private constructor(replaced: Partial<Bindings>) {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    this.env = {
      ...env,
      EVENTS: this.#queue(env.EVENTS, "events"),
      WEBHOOK_DELIVERIES: this.#queue(env.WEBHOOK_DELIVERIES, "webhook-deliveries"),
      WEBHOOK_DELIVERIES_SLOW: this.#queue(env.WEBHOOK_DELIVERIES_SLOW, "webhook-deliveries-slow"),
      ...replaced,
    };
  }

  /** Ends the test: real time again, and every fault the far end saw is thrown. */
  end(): void {
    vi.useRealTimers();
    this.farEnd.check();
  }

  async client(options: BuilderOptions & KeyOptions = {}): Promise<RigClient> {
    const builderId = await newBuilder(options);
    const { key } = await newKey(builderId, { rateLimit: 1_000_000, ...options }, options.environment);
    return new RigClient(this, builderId, key);
  }

  /** Subscribes a receiver of its own, which answers 200 unless said otherwise. */
  async subscribe(client: Client, events: string[] = ["*"], behave?: Behaviour, extra: object = {}): Promise<Webhook> {
    names += 1;
    const url = `https://hook-${names}.example.com/in`;
    const { body, status } = await client.post<Webhook>("/v1/webhooks", { url, events, ...extra });
    if (status !== 201) throw new Error(`subscribing was answered ${status}: ${JSON.stringify(body)}`);
    this.farEnd.listen(url, body.secret, behave);
    return body;
  }

  received(webhook: Webhook): Received[] {
    return this.farEnd.received(webhook.url);
  }

  /** The deliveries that all messages ask for; the messages are gone then. */
  takeDue(): DueDelivery[] {
    return this.messages.splice(0).flatMap(({ body }) => (body as DeliveryMessage).due);
  }

  /** Calls the Worker. What it announces lies on the queues when it has answered. */
  async fetch(request: Request): Promise<Response> {
    return await worker.fetch(request, this.env, createExecutionContext());
  }

  /** Hands over what is due until nothing is. */
  async drain(): Promise<void> {
    for (;;) {
      const due = this.messages.filter((message) => message.due <= Date.now());
      const first = due[0];
      if (!first) return;
      const batch = due.filter(({ queue }) => queue === first.queue).slice(0, BATCH[first.queue]);
      this.messages = this.messages.filter((message) => !batch.includes(message));
      await this.#hand(first.queue, batch);
    }
  }

  /** Lets time pass, message by message. @param ms may be more than the last message needs */
  async advance(ms: number): Promise<void> {
    const end = Date.now() + ms;
    for (;;) {
      await this.drain();
      const next = Math.min(...this.messages.map(({ due }) => due));
      if (next > end) break;
      vi.setSystemTime(next);
    }
    vi.setSystemTime(end);
  }

  /** Runs one sweep and what it puts on the queues. */
  async sweep(): Promise<void> {
    await sweep(this.env, Date.now());
    await this.drain();
  }

  /** Lets time pass with a sweep each minute, as the cron has it; minutes in which nothing is due are passed over. */
  async advanceWithSweeps(ms: number): Promise<void> {
    const [begin, end] = [Date.now(), Date.now() + ms];
    for (;;) {
      await this.drain();
      const minuteOf = (at: number) => (at - begin) / MINUTE_MS;
      const minute = Math.max(Math.floor(minuteOf(Date.now())) + 1, Math.ceil(minuteOf(await this.#nextDue())));
      const next = begin + minute * MINUTE_MS;
      if (next > end) break;
      await this.advance(next - Date.now());
      await this.sweep();
    }
    await this.advance(Math.max(0, end - Date.now()));
    await this.sweep();
  }

  /** When the next message is due, or what a sweep would look at. */
  async #nextDue(): Promise<number> {
    const dues = this.messages.map(({ due }) => due);
    for (const db of [env.TENANT_DB_0, env.TENANT_DB_1]) {
      const found = await db.prepare(NEXT_DUE).first<number | null>("due");
      if (found) dues.push(found);
    }
    return Math.min(...dues);
  }

  async #hand(queue: string, messages: readonly Message[]): Promise<void> {
    const runs = this.handover === "once" ? 1 : 2;
    /** @returns after how many seconds each message is wanted again; undefined for what is done with */
    const once = async (): Promise<(number | undefined)[]> => {
      const timestamp = new Date();
      const batch = createMessageBatch(
        queue,
        messages.map(({ body, tries }, index) => ({ id: `m${index}`, timestamp, body, attempts: tries + 1 })),
      );
      // Its result says which messages are wanted again, and not when.
      const retries = batch.messages.map((message) => vi.spyOn(message, "retry"));
      const execution = createExecutionContext();
      const isDone = await worker.queue(batch, this.env, execution).then(
        () => true,
        () => false,
      );
      await getQueueResult(batch, execution);
      return retries.map(({ mock: { calls } }) =>
        calls[0] || !isDone ? (calls[0]?.[0]?.delaySeconds ?? 0) : undefined,
      );
    };
    const results = this.handover === "together" ? await Promise.all([once(), once()]) : [await once()];
    if (runs === 2 && this.handover === "twice") results.push(await once());
    for (const [index, message] of messages.entries()) {
      const delays = results.flatMap((result) => result[index] ?? []);
      if (delays.length === results.length)
        this.messages.push({ ...message, tries: message.tries + 1, due: Date.now() + Math.min(...delays) * 1000 });
    }
  }

  #queue<T>(real: Queue<T>, name: string): Queue<T> {
    const put = (body: unknown, delaySeconds = 0) => {
      if (this.broken.has(name)) throw new Error(`Queue ${name} is overloaded`);
      this.messages.push({ queue: name, body, due: Date.now() + delaySeconds * 1000, tries: 0 });
    };
    return withMethods(real, {
      send: async (body: T, options?: QueueSendOptions) => put(body, options?.delaySeconds) as never,
      sendBatch: async (batch: Iterable<MessageSendRequest<T>>) => {
        for (const { body, delaySeconds } of batch) put(body, delaySeconds);
        return undefined as never;
      },
      metrics: async () => {
        if (this.broken.has(name)) throw new Error(`Queue ${name} is overloaded`);
        const waiting = this.messages.filter(({ queue, due }) => queue === name && due <= Date.now());
        return { backlogCount: waiting.length, backlogBytes: 0 };
      },
    });
  }
}

/** A client whose requests go through the rig. */
export class RigClient extends Client {
  readonly #rig: Rig;
  #codes = 0;

  constructor(rig: Rig, builderId: string, key: string) {
    super(builderId, key);
    this.#rig = rig;
  }

  override async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    return await readReply<T>(await this.#rig.fetch(this.request(method, path, body, headers)));
  }

  /** Creates so many projects, each a `project.created` event. @returns their ids */
  async projects(count = 1): Promise<string[]> {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) {
      this.#codes += 1;
      const { status, body } = await this.post("/v1/projects", { code: `P-${this.#codes}`, name: "Ortiz residence" });
      if (status !== 201) throw new Error(`creating a project was answered ${status}: ${JSON.stringify(body)}`);
      ids.push(body["id"] as string);
    }
    return ids;
  }

  async webhook(id: string): Promise<Record<string, unknown>> {
    return (await this.get(`/v1/webhooks/${id}`)).body;
  }

  /** The deliveries of a subscription, oldest first. */
  async deliveries(id: string, filter = ""): Promise<Delivery[]> {
    const { body } = await this.get<{ data: Delivery[] }>(
      `/v1/webhooks/${id}/deliveries?limit=100&sort=created_at${filter}`,
    );
    return body.data;
  }

  async delivery(webhook: string, id: string): Promise<Delivery & { attempts: Attempt[] }> {
    return (await this.get<Delivery & { attempts: Attempt[] }>(`/v1/webhooks/${webhook}/deliveries/${id}`)).body;
  }
}
