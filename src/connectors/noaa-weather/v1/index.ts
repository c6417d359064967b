import { type Call, defineVersion, listOfEachSite, type Site, unexpected } from "#connectors/sdk";
import { SOMEWHERE } from "#lib/geo";
import { manifest } from "../manifest";
import { alertReader } from "./alerts";
import { api, pointOf } from "./client";
import { readHistory } from "./history";

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
    weather_forecasts: listOfEachSite(({ call }) => async (site) => {
      const forecast = await readForecast(call, site);
      return forecast ? [{ id: site.id, data: { site_id: site.id, ...forecast } }] : [];
    }),
    weather_alerts: listOfEachSite(({ call }) => {
      const alertsAt = alertReader(call);
      return async (site) =>
        (await alertsAt(site)).map((alert) => ({
          id: `${site.id} ${alert.alert_id}`,
          data: { site_id: site.id, ...alert },
        }));
    }),
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
