import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { LocalWorker, seedBuilder } from "../../../scripts/lib/local-worker";
import { jurisdictionStatements } from "../../../src/modules/jurisdictions/catalogue";
import { closed } from "../closed";
import type { Document } from "../documents";
import { Api } from "./api";
import { type People, seedPeople } from "./people";
import { OPENGOV_ORIGINS, startCommunity } from "./permits";
import { Prism } from "./prism";
import { startWeather } from "./weather";

/** What the documents say of where they are served; with it goes the name of the session's cookie. */
export const PUBLIC_URL = "https://api.rossos.com";

/** A receiver of webhooks: `/410` answers 410, `/500` answers 500, all else 200. Keeps the events that it got. */
async function startReceiver(): Promise<{ url: string; events: unknown[]; server: Server }> {
  const events: unknown[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      events.push(JSON.parse(Buffer.concat(parts).toString()));
      response.writeHead(Number(/^\/(\d{3})$/u.exec(request.url ?? "")?.[1] ?? 200), { "content-type": "text/plain" });
      response.end("thanks");
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", () => done());
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, events, server };
}

export type World = {
  worker: LocalWorker;
  /** Where a receiver of webhooks listens. */
  receiver: { url: string; events: unknown[] };
  key: string;
  builderId: string;
  people: People;
  /** @param change what is to be made of the document before the proxies read it */
  api: (version: string, change?: (document: Document) => void) => Promise<Api>;
  stop: () => Promise<void>;
};

/** The real Worker, with proxies in front of it that hold every answer against the OpenAPI document. */
export async function startWorld(): Promise<World> {
  const made = inject("made");
  const folder = mkdtempSync(join(tmpdir(), "rossos-contract-"));
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.toReversed()) await end();
  };
  try {
    const weather = await startWeather();
    stops.push(() => weather.server.close());
    const community = await startCommunity();
    stops.push(() => community.server.close());
    const hosts = [
      "https://api.weather.gov",
      "https://www.ncei.noaa.gov",
      "https://api.tidesandcurrents.noaa.gov",
      "https://hazards.fema.gov",
      "https://geocoding.geo.census.gov",
    ];
    const overrides = JSON.stringify({
      ...Object.fromEntries(hosts.map((host) => [host, weather.url])),
      ...Object.fromEntries(OPENGOV_ORIGINS.map((origin) => [origin, community.url])),
    });
    const worker = await LocalWorker.start({
      script: made.script,
      vars: { WEBHOOK_RETRY_SCHEDULE: "1", PUBLIC_URL, ENVIRONMENT: "test", UPSTREAM_OVERRIDES: overrides },
    });
    stops.push(() => worker.stop());
    const { server, ...receiver } = await startReceiver();
    stops.push(() => server.close());
    const { PLATFORM_DB: platform } = await worker.env();
    await platform.batch(jurisdictionStatements(Date.now()).map((sql) => platform.prepare(sql)));
    // All is asked within the minute for which a key's requests are counted.
    const { key, builderId } = await seedBuilder(platform, { rateLimit: 100_000 });
    const people = await seedPeople(platform, builderId);
    const api: World["api"] = async (version, change) => {
      const document = closed(JSON.parse(readFileSync(join(made.documents, `${version}.json`), "utf8")) as Document);
      change?.(document);
      // A proxy reads its document anew when the file changes, so each has a file of its own.
      const path = join(folder, `${version}-${stops.length}.json`);
      writeFileSync(path, JSON.stringify(document));
      const upstream = `${worker.url}/api/${version}`;
      const [strict, lenient] = await Promise.all([true, false].map((checks) => Prism.start(path, upstream, checks)));
      if (!strict || !lenient) throw new Error("there are not two proxies");
      stops.push(
        () => strict.stop(),
        () => lenient.stop(),
      );
      return new Api(document, { strict: strict.url, lenient: lenient.url, upstream }, key);
    };
    return { worker, receiver, key, builderId, people, api, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
