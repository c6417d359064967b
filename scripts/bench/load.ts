import { Agent, request } from "node:http";

export type Target = {
  url: URL;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  /** The status every answer must have. */
  expect: number;
};

export type Loaded = { requests: number; perSecond: number };

export type Reply = { status: number; body: Buffer };

export const keepAlive = (connections: number): Agent => new Agent({ keepAlive: true, maxSockets: connections });

/** One GET over a connection of the agent; the body is read to its end. */
export const get = (agent: Agent, url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const sent = request(url.href, { agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end();
  });

/** A closed-loop load that can be put on again and again, over the same connections: each sends when it is answered. */
export class Load {
  readonly #target: Target;
  readonly #agent: Agent;

  constructor(target: Target) {
    this.#target = target;
    this.#agent = keepAlive(target.connections);
  }

  /** @throws Error when an answer has another status than expected */
  async run(durationMs: number): Promise<Loaded> {
    const { url, headers = {}, connections, expect } = this.#target;
    const from = performance.now();
    const until = from + durationMs;
    let requests = 0;
    const connection = async () => {
      while (performance.now() < until) {
        const { status, body } = await get(this.#agent, url, headers);
        if (status !== expect)
          throw new Error(`${url.href} answered ${status}, not ${expect}: ${body.toString().slice(0, 300)}`);
        requests += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, connection));
    return { requests, perSecond: (requests * 1000) / (performance.now() - from) };
  }

  end(): void {
    this.#agent.destroy();
  }
}
