import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export type Arrival = { receiver: number; id: string; at: number; headers: Record<string, string>; body: string };

/** What a receiver does with a request once its body has been read. The default answers 200. */
export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

const accept: Behaviour = (response) => {
  response.end("ok");
};

/** Webhook receivers on loopback that note everything that arrives. */
export class Receivers {
  readonly arrivals: Arrival[] = [];
  readonly urls: string[] = [];
  readonly #servers: Server[] = [];
  readonly #behaviours: Behaviour[] = [];
  #onArrival: (() => void) | undefined;

  static async start(count: number): Promise<Receivers> {
    const receivers = new Receivers();
    for (let index = 0; index < count; index += 1) await receivers.#listen(index);
    return receivers;
  }

  behave(receiver: number, behaviour: Behaviour): void {
    this.#behaviours[receiver] = behaviour;
  }

  /** Resolves when the condition holds, asked at each arrival and every 50 ms; false when the time is over. */
  async until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > deadline) return false;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 50);
        this.#onArrival = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
    return true;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) server.closeAllConnections();
    await Promise.all(this.#servers.map((server) => new Promise((done) => server.close(done))));
  }

  async #listen(index: number): Promise<void> {
    this.#behaviours.push(accept);
    const server = createServer((request, response) => this.#receive(index, request, response));
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    this.#servers.push(server);
    this.urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  }

  #receive(receiver: number, request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("error", () => response.destroy());
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      const body = Buffer.concat(parts).toString();
      this.arrivals.push({ receiver, id: headers["webhook-id"] ?? "", at: Date.now(), headers, body });
      this.#behaviours[receiver]?.(response, request);
      this.#onArrival?.();
    });
  }
}

/** How many of the arrivals the `standardwebhooks` package does not verify with their receiver's secret. */
export function badSignatures(arrivals: readonly Arrival[], secrets: readonly string[]): number {
  const verifiers = secrets.map((secret) => new Webhook(secret));
  let bad = 0;
  for (const { receiver, headers, body } of arrivals) {
    try {
      verifiers[receiver]?.verify(body, headers);
    } catch {
      bad += 1;
    }
  }
  return bad;
}

/** How often each (receiver, webhook-id) arrived. */
export function copiesOf(arrivals: readonly Arrival[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { receiver, id } of arrivals) {
    const key = `${receiver} ${id}`;
    copies.set(key, (copies.get(key) ?? 0) + 1);
  }
  return copies;
}
