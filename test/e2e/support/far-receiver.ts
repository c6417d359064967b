import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Arrival = { headers: IncomingHttpHeaders; body: string };

/** The far end of a webhook: keeps what arrives, and answers with `status`. */
export class FarReceiver {
  readonly arrivals: Arrival[] = [];
  status = 200;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        this.arrivals.push({ headers: request.headers, body });
        response.writeHead(this.status, { "content-type": "text/plain" }).end(`status ${this.status}`);
      });
    });
  }

  static async listen(): Promise<FarReceiver> {
    const receiver = new FarReceiver();
    await new Promise<void>((done) => {
      receiver.#server.listen(0, "127.0.0.1", done);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** @throws when fewer arrive in time */
  async until(count: number): Promise<void> {
    const end = Date.now() + 15_000;
    while (this.arrivals.length < count) {
      if (Date.now() > end) throw new Error(`${this.arrivals.length} deliveries have arrived, not ${count}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
