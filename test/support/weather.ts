import { expect } from "vitest";
import alerts from "../../src/connectors/noaa-weather/v1/recordings/weather-alerts.json";
import check from "../../src/connectors/noaa-weather/v1/recordings/check.json";
import forecasts from "../../src/connectors/noaa-weather/v1/recordings/weather-forecasts.json";
import notCovered from "../../src/connectors/noaa-weather/v1/recordings/not-covered.json";
import { manifest } from "../../src/connectors/noaa-weather/manifest";
import { type Client, eventually } from "./harness";

const recorded = [...check.exchanges, ...forecasts.exchanges, ...alerts.exchanges];
const nowhere = notCovered.exchanges[0];
/** Another place has no alerts. */
const noAlerts = alerts.exchanges.at(-1);

/** The Weather Service, as it was recorded; it covers no place but that of `SITE`. */
export function weatherService({ method, url }: { method: string; url: string | URL }): Response {
  const { pathname, search } = new URL(url);
  const asked = `${method} ${pathname}${search}`;
  const other = pathname === "/alerts/active" ? noAlerts : nowhere;
  const found = recorded.find(({ request }) => request === asked) ?? other;
  return Response.json(found?.body, { status: found?.status ?? 404, headers: found?.headers });
}

/** A project at a place that the recordings have. */
export const SITE = { code: "W-1", name: "Norton", status: "active", latitude: 41.967, longitude: -71.189 };

export const WEATHER = "noaa-weather";
export const INSTALL_PATH = `/v1/marketplace/integrations/${WEATHER}/install`;
export const AGREED = { permissions: manifest.permissions, config: { contact_email: "office@example.com" } };

type Run = { id: string; status: string };

/** Installs the weather integration, which needs `weatherService` at the far end. Its first runs have succeeded. */
export async function installWeather(client: Client): Promise<{ install: string; run: string }> {
  expect((await client.post("/v1/projects", SITE)).status).toBe(201);
  const { body, status } = await client.post<{ id: string }>(INSTALL_PATH, AGREED);
  expect({ status, body }).toMatchObject({ status: 200 });
  return await eventually(async () => {
    const { data } = (await client.get<{ data: Run[] }>(`/v1/installs/${body.id}/runs`)).body;
    const run = data[0];
    const ended = data.length === manifest.syncs.length && data.every((one) => one.status === "succeeded");
    return ended && run ? { install: body.id, run: run.id } : undefined;
  }, 20_000);
}
