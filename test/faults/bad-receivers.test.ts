import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { badSignatures, type Behaviour, copiesOf } from "../../scripts/lib/receivers";
import { median, report, Stand } from "./support";

const EVENTS = 40;
const ATTEMPTS = 6;
const MOST_MS = 120_000;
const MOST_GROWTH = 64 * 2 ** 20;
const GIGABYTE = 2 ** 30;
const CHUNK = Buffer.alloc(65_536, 97);

/** Bytes of bodies that were taken off our hands, by receiver. */
const taken = new Map<number, number>();

/** Sends as much as the other side takes, until it hangs up or so many bytes are sent. */
function pour(receiver: number, response: ServerResponse, most: number): void {
  let sent = 0;
  const more = () => {
    while (!response.destroyed && sent < most) {
      sent += CHUNK.length;
      taken.set(receiver, (taken.get(receiver) ?? 0) + CHUNK.length);
      if (!response.write(CHUNK)) return;
    }
    if (sent >= most) response.end();
  };
  response.on("drain", more);
  more();
}

const seen = new Map<string, number>();
const kinds: { name: string; succeeds: boolean; behave: (receiver: number) => Behaviour }[] = [
  {
    name: "every second answer is a 500",
    succeeds: true,
    behave: () => (response, request) => {
      const id = String(request.headers["webhook-id"]);
      seen.set(id, (seen.get(id) ?? 0) + 1);
      response.statusCode = (seen.get(id) ?? 0) % 2 === 1 ? 500 : 200;
      response.end("half");
    },
  },
  { name: "resets", succeeds: false, behave: () => (response) => void response.socket?.resetAndDestroy() },
  {
    name: "an endless body",
    succeeds: true,
    behave: (receiver) => (response) => pour(receiver, response, Number.POSITIVE_INFINITY),
  },
  {
    name: "an endless body of a 500",
    succeeds: false,
    behave: (receiver) => (response) => {
      response.statusCode = 500;
      pour(receiver, response, Number.POSITIVE_INFINITY);
    },
  },
  {
    name: "a body of 1 GB",
    succeeds: true,
    behave: (receiver) => (response) => {
      response.setHeader("content-length", GIGABYTE);
      pour(receiver, response, GIGABYTE);
    },
  },
  {
    name: "a body that trickles",
    succeeds: true,
    behave: () => (response) => {
      response.write("a");
      const timer = setInterval(() => response.write("a"), 200);
      response.on("close", () => clearInterval(timer));
    },
  },
  {
    name: "a redirect to a receiver that would say yes",
    succeeds: false,
    behave: () => (response) => {
      response.writeHead(307, { location: stand.receivers.urls[kinds.length] ?? "" }).end();
    },
  },
  {
    name: "half an answer",
    succeeds: false,
    behave: () => (response) => {
      response.socket?.write("HTTP/1.1 200 O", () => response.socket?.destroy());
    },
  },
];

let stand: Stand;
beforeAll(async () => {
  // Every collection is a full one, so that the process holds what is in use and not what is yet to be collected.
  process.env["MINIFLARE_WORKERD_V8_FLAGS"] = "--gc-global";
  // One receiver more, which nobody subscribes: where the redirects point.
  stand = await Stand.start(kinds.length + 1, { vars: { WEBHOOK_RETRY_SCHEDULE: "1,1,1,1,1" } });
});
afterAll(() => stand.stop());

const nonePending = async (): Promise<boolean> => {
  const { pending = 0 } = await stand.deliveries();
  const env = await stand.worker.env();
  const announced = await env.TENANT_DB_0.prepare(
    "select 1 from events where pending_since is not null limit 1",
  ).first();
  return pending === 0 && announced === null;
};

type Subscription = {
  id: string;
  is_active: number;
  delivered: number;
  failed: number;
  held: number;
  attempts: number;
};
async function outcomes(): Promise<Map<string, Subscription>> {
  const sql = `select s.id, s.is_active, sum(d.status = 'delivered') as delivered, sum(d.status = 'failed') as failed,
    sum(d.status = 'held') as held, max(d.attempt_count) as attempts
    from webhook_subscriptions s join webhook_deliveries d on d.subscription_id = s.id group by s.id`;
  const { results } = await (await stand.worker.env()).TENANT_DB_0.prepare(sql).all<Subscription>();
  return new Map(results.map((row) => [row.id, row]));
}

test("whatever receivers answer, deliveries end, and memory stays bounded", async () => {
  for (let receiver = 0; receiver < kinds.length; receiver += 1) await stand.subscribe(receiver, ["project.*"]);
  stand.tick();
  for (let round = 0; round < 5; round += 1) {
    await stand.projects(EVENTS, `W${round}`);
    expect(await stand.until(nonePending, MOST_MS)).toBeDefined();
  }
  const warm = stand.worker.usage().rssBytes;
  const samples: number[] = [];
  const sampler = setInterval(() => samples.push(stand.worker.usage().rssBytes), 100);
  const before = stand.receivers.arrivals.length;

  for (const [receiver, { behave }] of kinds.entries()) stand.receivers.behave(receiver, behave(receiver));
  await stand.projects(EVENTS);
  const ended = await stand.until(nonePending, MOST_MS);
  clearInterval(sampler);

  const growth = Math.max(...samples) - warm;
  const found = await outcomes();
  const arrivals = stand.receivers.arrivals.slice(before);
  const byKind = kinds.map(({ name, succeeds }, receiver) => ({
    name,
    succeeds,
    ...(found.get(stand.subscribers[receiver]?.id ?? "") as Subscription),
    takenMiB: (taken.get(receiver) ?? 0) / 2 ** 20,
    arrivals: arrivals.filter((arrival) => arrival.receiver === receiver).length,
  }));
  report("bad receivers", {
    endedMs: ended,
    warmMiB: Math.round(warm / 2 ** 20),
    medianMiB: Math.round(median(samples) / 2 ** 20),
    growthMiB: Math.round(growth / 2 ** 20),
  });
  for (const kind of byKind) report(kind.name, kind);

  expect(ended).toBeDefined();
  expect(growth).toBeLessThan(MOST_GROWTH);
  for (const { succeeds, delivered, failed, held, attempts, is_active: active, takenMiB, arrivals: count } of byKind) {
    expect(delivered + failed + held).toBe(6 * EVENTS);
    // The five rounds before were all delivered.
    expect(delivered).toBe(succeeds ? 6 * EVENTS : 5 * EVENTS);
    expect(failed > 0).toBe(!succeeds);
    expect(active).toBe(succeeds ? 1 : 0);
    expect(attempts).toBeLessThanOrEqual(ATTEMPTS);
    // What is taken of a body is what is kept and what buffers on the way hold, and never all of it.
    expect(takenMiB / Math.max(1, count)).toBeLessThan(16);
  }
  expect(arrivals.filter(({ receiver }) => receiver === kinds.length)).toEqual([]);
  expect(Math.max(...copiesOf(arrivals).values())).toBeLessThanOrEqual(ATTEMPTS);
  expect(
    badSignatures(
      arrivals,
      stand.subscribers.map(({ secret }) => secret),
    ),
  ).toBe(0);
  expect(await stand.unlogged()).toBe(0);
});
