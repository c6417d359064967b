import { afterEach, beforeEach, expect, test } from "vitest";
import { type Client, newClient } from "../support/harness";
import { json, syncNow, Upstream } from "../support/upstream";
import { installWeather } from "../support/weather";
import { SITE, weatherService } from "../support/weather-service";

type Feature = { geometry: unknown; properties: Record<string, unknown> };
const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

function feature(id: string, more: Record<string, unknown> = {}): Feature {
  const properties = {
    id,
    messageType: "Alert",
    references: [],
    event: "High Wind Warning",
    severity: "Severe",
    urgency: "Expected",
    headline: "High Wind Warning until tomorrow",
    instruction: "Secure what the wind can carry.",
    senderName: "NWS Boston/Norton MA",
    effective: hour(0),
    expires: hour(6),
    ends: LATER,
    ...more,
  };
  return { geometry: null, properties };
}
const LATER = hour(24);
const renewing = (...ids: string[]) => ({
  messageType: "Update",
  references: ids.map((identifier) => ({ identifier })),
});

let upstream: Upstream;
let atPoint: Feature[];
let inZones: Feature[];
beforeEach(() => {
  [atPoint, inZones] = [[], []];
  upstream = new Upstream(({ method, url }) => {
    if (url.pathname !== "/alerts/active") return weatherService({ method, url });
    return json({ features: url.searchParams.has("zone") ? inZones : atPoint });
  });
});
afterEach(() => upstream.end());

type Notice = { kind: string; title: string; body: string; object_id: string };
const titles = async (client: Client) =>
  (await client.get<{ data: Notice[] }>("/v1/notifications")).body.data
    .filter(({ kind }) => kind === "weather_alert")
    .map(({ title }) => title)
    .toReversed();
type Told = { data: { id: string; change: string; alert_id: string } };
const events = async (client: Client) =>
  (await client.get<{ data: Told[] }>("/v1/events?type=project.weather_alert&limit=100")).body.data
    .map(({ data }) => `${data.change} ${data.alert_id}`)
    .toReversed();

test.for([0, 1])("a severe alert is told once, then its changes and its end; shard %i", async (shard) => {
  const client = await newClient({ shard });
  const { install } = await installWeather(client);
  const sync = () => syncNow(client, install, "weather_alerts", shard);

  atPoint = [feature("a"), feature("mild", { severity: "Moderate" })];
  for (let again = 0; again < 3; again += 1) await sync();
  expect(await titles(client)).toEqual([`High Wind Warning at ${SITE.name}`]);
  const { body } = await client.get<{ data: Notice[] }>("/v1/notifications");
  const notice = body.data.find(({ kind }) => kind === "weather_alert");
  expect(notice?.body).toContain("Secure what the wind can carry.");
  expect((await client.get(`/v1/projects/${notice?.object_id ?? ""}`)).status).toBe(200);

  // Renewed without news; it comes and goes; then it lasts longer.
  atPoint = [feature("b", renewing("a"))];
  await sync();
  atPoint = [feature("a")];
  await sync();
  atPoint = [feature("b", renewing("a"))];
  await sync();
  expect(await titles(client)).toHaveLength(1);
  atPoint = [feature("c", { ...renewing("a", "b"), ends: hour(30) })];
  await sync();
  expect((await titles(client)).at(-1)).toBe(`High Wind Warning at ${SITE.name}: changed`);

  atPoint = [];
  await sync();
  expect((await titles(client)).at(-1)).toBe(`High Wind Warning at ${SITE.name}: called off`);
  await sync();
  expect(await events(client)).toEqual(["issued a", "updated c", "cancelled c"]);
});

test("an alert that has come to its end is not called off", async () => {
  const client = await newClient();
  const { install } = await installWeather(client);
  atPoint = [feature("a", { ends: hour(0.1) })];
  await syncNow(client, install, "weather_alerts");
  atPoint = [];
  await syncNow(client, install, "weather_alerts");
  expect(await events(client)).toEqual(["issued a"]);
});

test("alerts of the site's forecast zone and county count, but for areas it is not in, and what is taken back", async () => {
  const client = await newClient();
  const { install } = await installWeather(client);
  atPoint = [feature("both")];
  const elsewhere = { ...feature("elsewhere"), geometry: { type: "Polygon", coordinates: [] } };
  inZones = [feature("both"), feature("zone"), elsewhere, feature("taken-back", { messageType: "Cancel" })];
  await syncNow(client, install, "weather_alerts");
  expect((await events(client)).toSorted()).toEqual(["issued both", "issued zone"]);
  const asked = upstream.sent.filter(({ url }) => url.pathname === "/alerts/active").map(({ url }) => url.search);
  expect(asked).toContain("?zone=MAZ017%2CMAC005&status=actual");
});
