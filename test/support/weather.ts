import { expect } from "vitest";
import { manifest } from "../../src/connectors/noaa-weather/manifest";
import { type Client, eventually } from "./harness";
import { SITE } from "./weather-service";

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
