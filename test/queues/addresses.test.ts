import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dns } from "../support/receiver";
import { Rig, type RigClient, type Webhook } from "../support/webhooks";
import { forbiddenUrls } from "../unit/forbidden-urls";

let rig: Rig;
let client: RigClient;
beforeEach(async () => {
  rig = await Rig.create({ WEBHOOK_ALLOW_LOOPBACK: "false" });
  client = await rig.client();
});
afterEach(() => rig.end());

test("no forbidden spelling can be registered, nor moved to", async () => {
  expect(forbiddenUrls.length).toBeGreaterThanOrEqual(200);
  const webhook = await rig.subscribe(client);
  const accepted: string[] = [];
  for (const url of forbiddenUrls) {
    const created = await client.post("/v1/webhooks", { url, events: ["*"] });
    const moved = await client.patch(`/v1/webhooks/${webhook.id}`, { url });
    for (const reply of [created, moved]) {
      const errors = reply.body["errors"] as { pointer: string }[] | undefined;
      if (reply.status !== 400 || errors?.[0]?.pointer !== "/url") accepted.push(`${reply.status} ${url}`);
    }
  }
  expect(accepted).toEqual([]);
});

test("a forbidden address that stands in the database is never connected to", async () => {
  const webhook = await rig.subscribe(client, ["project.*"]);
  const move = env.TENANT_DB_0.prepare("update webhook_subscriptions set url = ?, is_active = 1 where id = ?");
  const [done, failed]: [string[], string[]] = [[], []];
  for (const url of forbiddenUrls) {
    await move.bind(url, webhook.id).run();
    const { body } = await client.post(`/v1/webhooks/${webhook.id}/test`, { event_type: "project.created" });
    await rig.drain();
    const { attempts, status } = await client.delivery(webhook.id, body["id"] as string);
    if (vi.mocked(globalThis.fetch).mock.calls.length > 0) done.push(url);
    if (status !== "pending" || attempts.length !== 1 || attempts[0]?.error === null) failed.push(url);
    rig.messages = [];
  }
  expect(done).toEqual([]);
  expect(failed).toEqual([]);
});

/** The attempts of one event, whose receiver's name resolves as the test has it. */
async function attemptErrors(webhook: Webhook): Promise<(string | null)[]> {
  const [delivery] = (await client.deliveries(webhook.id)).slice(-1);
  const { attempts } = await client.delivery(webhook.id, delivery?.id ?? "");
  return attempts.map(({ error }) => error);
}

test.for([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "192.0.2.7",
  "198.18.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fd00:ec2::254",
  "ff02::1",
  "2001:db8::1",
  "::ffff:10.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
])("a name that resolves to %s is not connected to, even beside a public address", async (address) => {
  const webhook = await rig.subscribe(client, ["project.*"]);
  rig.farEnd.resolve = (_, type) => {
    const family = address.includes(":") ? "AAAA" : "A";
    return dns(
      type === family ? ["93.184.215.14", address].filter((one) => one.includes(":") === (type === "AAAA")) : [],
    );
  };
  await client.projects();
  await rig.drain();
  expect(rig.farEnd.connected).toEqual([]);
  expect(await attemptErrors(webhook)).toEqual([expect.stringContaining("not public")]);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "pending" }]);
});

test("a name is looked up again before each attempt, so one that moves inside is refused", async () => {
  const webhook = await rig.subscribe(client, ["project.*"], () => new Response(null, { status: 500 }));
  await client.projects();
  await rig.drain();
  expect(rig.farEnd.connected).toHaveLength(1);
  rig.farEnd.resolve = (_, type) => dns(type === "A" ? ["10.0.0.1"] : []);
  await rig.advance(70_000);
  expect(rig.farEnd.connected).toHaveLength(1);
  expect(await attemptErrors(webhook)).toEqual([expect.stringContaining("not public"), "The receiver answered 500."]);
});

const resolverFaults: Record<string, () => Response | Promise<Response>> = {
  "a refused connection": () => Promise.reject(new TypeError("connection refused")),
  "status 502": () => new Response("bad gateway", { status: 502 }),
  "no JSON": () => new Response("<html>"),
  SERVFAIL: () => dns([], 2),
  "a redirect": () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example.com/" } }),
};

test.for(Object.keys(resolverFaults))("a resolver that answers with %s is a failed attempt, retried", async (fault) => {
  const webhook = await rig.subscribe(client, ["project.*"]);
  const works = rig.farEnd.resolve;
  rig.farEnd.resolve = () => resolverFaults[fault]?.() ?? new Response();
  await client.projects();
  await rig.drain();
  expect(rig.farEnd.connected).toEqual([]);
  expect(await attemptErrors(webhook)).toEqual([expect.stringContaining("could not be resolved")]);
  const [delivery] = await client.deliveries(webhook.id);
  expect(Math.abs(Date.parse(delivery?.next_retry_at ?? "") - Date.now() - 60_000)).toBeLessThanOrEqual(6000);
  rig.farEnd.resolve = works;
  await rig.advance(70_000);
  expect(rig.received(webhook)).toHaveLength(1);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "delivered", attempt_count: 2 }]);
});

test("a name without an address is a failed attempt", async () => {
  const webhook = await rig.subscribe(client, ["project.*"]);
  rig.farEnd.resolve = () => dns([], 3);
  await client.projects();
  await rig.drain();
  expect(await attemptErrors(webhook)).toEqual([expect.stringContaining("has no address")]);
});

test("one look-up serves all deliveries of a batch to the same host", async () => {
  const webhook = await rig.subscribe(client, ["project.*"]);
  await client.projects(10);
  await rig.drain();
  expect(rig.received(webhook)).toHaveLength(10);
  expect(rig.farEnd.resolved).toHaveLength(2);
});
