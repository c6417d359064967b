import { createServer, type Server } from "node:http";
import alerts from "../../../src/connectors/noaa-weather/v1/recordings/weather-alerts.json" with { type: "json" };
import forecasts from "../../../src/connectors/noaa-weather/v1/recordings/weather-forecasts.json" with { type: "json" };

type Exchange = { endpoint: string; body: unknown };

const recorded: readonly Exchange[] = [...forecasts.exchanges, ...alerts.exchanges];
const ENDPOINTS: readonly (readonly [RegExp, string])[] = [
  [/^\/points\//u, "getPoint"],
  [/\/forecast$/u, "getForecast"],
  [/^\/gridpoints\//u, "getGrid"],
  [/^\/alerts\/active/u, "getActiveAlerts"],
];

/** The Weather Service on this machine: what was recorded of each endpoint, whichever place is asked for. */
export class WeatherService {
  /** What every request is answered with instead, while it is set. */
  trouble: { status: number; body: unknown } | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = (request.url ?? "").split("?", 1)[0] ?? "";
      const endpoint = ENDPOINTS.find(([pattern]) => pattern.test(path))?.[1];
      const found = recorded.find((exchange) => exchange.endpoint === endpoint);
      const status = this.trouble?.status ?? (found ? 200 : 404);
      response.writeHead(status, { "content-type": "application/geo+json" });
      response.end(JSON.stringify(this.trouble?.body ?? found?.body ?? {}));
    });
  }

  static async start(port: number): Promise<WeatherService> {
    const service = new WeatherService();
    await new Promise<void>((done) => service.#server.listen(port, "127.0.0.1", () => done()));
    return service;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}
