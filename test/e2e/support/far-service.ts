import { createServer, type Server } from "node:http";

export type Asked = { method: string; path: string; query: URLSearchParams; body: string };
export type Answered = { status?: number; type?: string; body: unknown };

/** Somebody else's service, on a port of this machine. */
export class FarService {
  readonly #server: Server;

  private constructor(answer: (asked: Asked) => Answered | undefined) {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { pathname, searchParams } = new URL(request.url ?? "/", "http://far");
        const asked = { method: request.method ?? "", path: pathname, query: searchParams, body };
        const { status = 200, type = "application/json", body: said } = answer(asked) ?? { status: 404, body: {} };
        response.writeHead(status, { "content-type": type }).end(JSON.stringify(said));
      });
    });
  }

  /** @param answer undefined is a 404 */
  static async start(port: number, answer: (asked: Asked) => Answered | undefined): Promise<FarService> {
    const service = new FarService(answer);
    await new Promise<void>((done) => service.#server.listen(port, "127.0.0.1", () => done()));
    return service;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}
