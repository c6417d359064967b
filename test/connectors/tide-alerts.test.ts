import { afterEach, beforeEach, expect, test } from "vitest";
import { dayInWords } from "#lib/local-time";
import { manifest } from "../../src/connectors/noaa-tides/manifest";
import { type Client, eventually, newClient } from "../support/harness";
import { forgetPredictions, inDays, Sea } from "../support/sea";
import { syncNow } from "../support/upstream";
import { installWeather } from "../support/weather";
import { SITE } from "../support/weather-service";

const spoken = (count: number): string => dayInWords(inDays(count));

let sea: Sea;
beforeEach(() => {
  sea = new Sea();
});
afterEach(() => sea.upstream.end());

type Notice = { kind: string; title: string; body: string; object_id: string };
const notices = async (client: Client, kind: string) =>
  (await client.get<{ data: Notice[] }>("/v1/notifications")).body.data
    .filter((notice) => notice.kind === kind)
    .toReversed();
const titles = async (client: Client) => (await notices(client, "king_tide")).map(({ title }) => title);
type Told = { data: Record<string, unknown> };
const events = async (client: Client, type = "project.king_tide") =>
  (await client.get<{ data: Told[] }>(`/v1/events?type=${type}`)).body.data.map(({ data }) => data).toReversed();

async function installTides(client: Client, config: object = {}): Promise<string> {
  const path = "/v1/marketplace/integrations/noaa-tides/install";
  return (await client.post<{ id: string }>(path, { permissions: manifest.permissions, config })).body.id;
}

const SEATTLE = { name: "Pier house", status: "active", latitude: 47.61, longitude: -122.34 };

test.for([0, 1])("a king tide is told once, then what changes of it and its end; shard %i", async (shard) => {
  const client = await newClient({ shard });
  const { body: project } = await client.post<{ id: string }>("/v1/projects", { ...SEATTLE, code: "K-1" });
  sea.kings = { [inDays(5)]: "13.500", [inDays(6)]: "13.700" };
  const install = await installTides(client);
  const sync = () => syncNow(client, install, "tide_predictions", shard);
  for (let again = 0; again < 3; again += 1) {
    await forgetPredictions();
    await sync();
  }
  const [first, ...more] = await notices(client, "king_tide");
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    title: `King tide at Pier house from ${spoken(5)} to ${spoken(6)}`,
    object_id: project.id,
  });
  expect(first?.body).toMatch(
    /^Up to 13\.7 ft MLLW at 1?[12]:00 PM, at Seattle, 0\.5 miles away\. It reaches the station's minor/u,
  );

  sea.kings[inDays(7)] = "13.600";
  await forgetPredictions();
  await sync();
  sea.kings = {};
  await forgetPredictions();
  await sync();
  await sync();
  expect((await titles(client)).slice(1)).toEqual([
    `King tide at Pier house from ${spoken(5)} to ${spoken(7)}: changed`,
    `King tide at Pier house from ${spoken(5)} to ${spoken(7)}: no longer predicted`,
  ]);
  const told = await events(client);
  expect(told.map(({ change }) => change)).toEqual(["predicted", "changed", "withdrawn"]);
  expect(told[0]).toEqual({
    id: project.id,
    name: "Pier house",
    change: "predicted",
    starts_at: `${inDays(5)}T20:00:00.000Z`,
    ends_at: `${inDays(6)}T20:00:00.000Z`,
    highest_at: `${inDays(6)}T20:00:00.000Z`,
    height_ft: 13.7,
    reason: "minor_flood",
    station_number: "9447130",
    station_name: "Seattle",
  });
});

test("is not told of sites that lie too far from their station, nor of what is past", async () => {
  const client = await newClient();
  await client.post("/v1/projects", { ...SEATTLE, code: "K-2", latitude: 47.43 });
  sea.kings = { [inDays(-1)]: "13.500", [inDays(5)]: "13.500" };
  await forgetPredictions();
  const install = await installTides(client);
  await syncNow(client, install, "tide_predictions");
  expect(await titles(client)).toEqual([]);
  // Twelve miles away; from now on that is near enough for what is predicted anew.
  expect((await client.patch(`/v1/installs/${install}`, { config: { king_tide_miles: 15 } })).status).toBe(200);
  sea.kings[inDays(9)] = "13.800";
  await forgetPredictions();
  await syncNow(client, install, "tide_predictions");
  expect(await titles(client)).toEqual([`King tide at Pier house on ${spoken(9)}`]);
});

test("a warning of the sea says how high the tide is meanwhile, and is told as what it is", async () => {
  const client = await newClient();
  sea.kings = { [inDays(1)]: "9.100" };
  const { install } = await installWeather(client);
  await forgetPredictions();
  await installTides(client);
  const project = (await client.get<{ data: { id: string }[] }>("/v1/projects")).body.data[0]?.id ?? "";
  await eventually(async () => (await client.get(`/v1/projects/${project}/tides`)).status === 200 || undefined, 20_000);
  const properties = {
    id: "surge",
    messageType: "Alert",
    references: [],
    event: "Coastal Flood Warning",
    severity: "Moderate",
    urgency: "Expected",
    headline: "Coastal Flood Warning until tomorrow",
    instruction: "Do not drive through water.",
    senderName: "NWS Boston/Norton MA",
    effective: new Date().toISOString(),
    expires: `${inDays(2)}T00:00:00Z`,
    ends: `${inDays(2)}T00:00:00Z`,
  };
  sea.alerts = [{ geometry: null, properties }];
  await syncNow(client, install, "weather_alerts");
  await syncNow(client, install, "weather_alerts");
  const [notice, ...more] = await notices(client, "weather_alert");
  expect(more).toEqual([]);
  expect(notice?.title).toBe(`Coastal Flood Warning at ${SITE.name}`);
  expect(notice?.body).toContain(`The tide alone is predicted to reach 9.1 ft MLLW at Providence, on ${spoken(1)} at`);
  expect(notice?.body).toContain("Do not drive through water.");
  expect(await events(client, "project.weather_alert")).toMatchObject([{ change: "issued", is_storm_surge: true }]);
});
