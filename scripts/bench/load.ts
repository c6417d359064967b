import { Agent, request } from "node:http";

export type Load = {
  url: URL;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  durationMs: number;
  /** The status every answer must have. */
  expect: number;
};

export type Loaded = {
  requests: number;
  perSecond: number;
};

export type Reply = { status: number; body: Buffer };

/** One GET over a kept-alive connection of the agent; the body is read to its end. */
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

export const keepAlive = (connections: number): Agent => new Agent({ keepAlive: true, maxSockets: connections });

/**
 * Closed-loop load: each connection sends its next request when its last one is answered.
 * @throws Error when an answer has another status than expected
 */
export async function load({ url, headers = {}, connections, durationMs, expect }: Load): Promise<Loaded> {
  const agent = keepAlive(connections);
  const from = performance.now();
  const until = from + durationMs;
  let requests = 0;
  const connection = async () => {
    while (performance.now() < until) {
      const { status, body } = await get(agent, url, headers);
      if (status !== expect)
        throw new Error(`${url.href} answered ${status}, not ${expect}: ${body.toString().slice(0, 300)}`);
      requests += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    agent.destroy();
  }
  return { requests, perSecond: (requests * 1000) / (performance.now() - from) };
}
