import { type Call, defineVersion, listOfEachSite, ofEachSite, type Site, unexpected } from "#connectors/sdk";
import { SOMEWHERE } from "#lib/geo";
import { manifest } from "../manifest";
import { alertReader } from "./alerts";
import { api, pointOf } from "./client";
import { readHistory } from "./history";
import type { Alert } from "./mapper";

/** @returns null for a place that the service does not cover */
async function readForecast(call: Call, place: Pick<Site, "latitude" | "longitude">) {
  const point = await call(api.getPoint, { path: { point: pointOf(place) } });
  if (point === null) return null;
  const { gridId, gridX, gridY, timeZone } = point.properties;
  const path = { office: gridId, square: `${gridX},${gridY}` };
  const { updateTime, periods } = (await call(api.getForecast, { path })).properties;
  const { properties: hours } = await call(api.getGrid, { path });
  return { issued_at: updateTime, time_zone: timeZone, periods, hours };
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.weather.gov",
  headers: ({ contact_email: contact }) => ({
    accept: "application/geo+json",
    "user-agent": `(RossOS Marketplace, ${contact})`,
  }),
  check: ({ call }) => call(api.getPoint, { path: { point: pointOf(SOMEWHERE) } }),
  syncs: {
    weather_forecasts: ofEachSite(
      ({ call }) =>
        (site) =>
          readForecast(call, site),
    ),
    weather_alerts: listOfEachSite(
      ({ alert_id: id }: Alert) => id,
      ({ call }) => alertReader(call),
    ),
  },
  actions: {
    look_up_forecast: {
      repeat: "safe",
      run: async ({ call, input }) => {
        const forecast = await readForecast(call, input);
        if (forecast) return forecast;
        throw unexpected("The Weather Service does not cover this place.");
      },
    },
    look_up_weather_history: { repeat: "safe", run: ({ call, input }) => readHistory(call, input) },
  },
});
