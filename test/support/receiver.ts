import { Webhook } from "standardwebhooks";
import { vi } from "vitest";

/** A delivery as a receiver got it, its signature verified. */
export type Received = {
  url: string;
  at: number;
  id: string;
  headers: Record<string, string>;
  body: string;
  event: { id: string; type: string; data: Record<string, unknown>; test?: boolean };
};

/** What a receiver answers to a request, the first being 1; throwing breaks the connection. */
export type Behaviour = (received: Received, count: number) => Response | Promise<Response>;

type Receiver = { secrets: string[]; behave: Behaviour; received: Received[] };

export const ok: Behaviour = () => new Response("thanks");
export const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  () =>
    new Response(status === 304 ? null : `status ${status}`, { status, headers });

/**
 * The far end of every request the Worker makes: receivers by their URL, and the resolver. A delivery that the
 * `standardwebhooks` package does not verify with each secret in force, and any request to an address that nobody
 * listens on, fails the test through `check`.
 */
export class FarEnd {
  readonly #receivers = new Map<string, Receiver>();
  readonly #faults: string[] = [];
  /** Every address a request was made to, the resolver's apart. */
  readonly connected: string[] = [];
  /** Questions the resolver was asked. */
  readonly resolved: string[] = [];
  /** What the resolver answers for a name. */
  resolve: (host: string, type: string) => Response | Promise<Response> = (_, type) =>
    dns(type === "A" ? ["93.184.215.14"] : []);

  constructor() {
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => this.#fetch(new Request(input, init)));
  }

  listen(url: string, secret: string, behave: Behaviour = ok): void {
    this.#receivers.set(url, { secrets: [secret], behave, received: [] });
  }

  /** Each request from now on is to carry a signature with every one of these. */
  expectSecrets(url: string, secrets: string[]): void {
    this.#of(url).secrets = secrets;
  }

  behave(url: string, behave: Behaviour): void {
    this.#of(url).behave = behave;
  }

  received(url: string): Received[] {
    return this.#of(url).received;
  }

  /** @throws when anything arrived that should not have */
  check(): void {
    vi.mocked(globalThis.fetch).mockRestore();
    if (this.#faults.length > 0) throw new Error(this.#faults.join("\n"));
  }

  #of(url: string): Receiver {
    const receiver = this.#receivers.get(url);
    if (!receiver) throw new Error(`nobody listens on ${url}`);
    return receiver;
  }

  async #fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.hostname === "resolver.test") {
      const [name, type] = [url.searchParams.get("name") ?? "", url.searchParams.get("type") ?? ""];
      this.resolved.push(`${type} ${name}`);
      return await this.resolve(name, type);
    }
    this.connected.push(request.url);
    const receiver = this.#receivers.get(request.url);
    if (!receiver) {
      this.#faults.push(`a request went to ${request.url}, where nobody listens`);
      throw new TypeError("connection refused");
    }
    if (request.redirect !== "manual") this.#faults.push("a delivery would follow redirects");
    const received = await this.#verify(request, receiver);
    receiver.received.push(received);
    const answered = receiver.behave(received, receiver.received.length);
    return await Promise.race([answered, aborted(request.signal)]);
  }

  async #verify(request: Request, receiver: Receiver): Promise<Received> {
    const body = await request.text();
    const headers = Object.fromEntries(request.headers);
    for (const secret of receiver.secrets) {
      try {
        new Webhook(secret).verify(body, headers);
      } catch (error) {
        this.#faults.push(`a delivery to ${request.url} is not verified: ${String(error)}`);
      }
    }
    const signatures = headers["webhook-signature"]?.split(" ").length;
    if (signatures !== receiver.secrets.length) {
      this.#faults.push(
        `a delivery has ${signatures} signatures where ${receiver.secrets.length} secrets are in force`,
      );
    }
    const event = JSON.parse(body) as Received["event"];
    if (event.id !== headers["webhook-id"]) this.#faults.push(`the body's id ${event.id} is not the webhook-id`);
    return { url: request.url, at: Date.now(), id: headers["webhook-id"] ?? "", headers, body, event };
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

/** A resolver's answer in the JSON form of DNS over HTTPS. */
export const dns = (addresses: readonly string[], status = 0): Response =>
  Response.json({
    Status: status,
    TC: false,
    Answer: addresses.map((data) => ({ name: "x", type: data.includes(":") ? 28 : 1, TTL: 60, data })),
  });
