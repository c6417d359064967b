import { type Call, defineVersion, type Site, sitesAfter, unexpected } from "#connectors/sdk";
import { manifest } from "../manifest";
import { alertReader } from "./alerts";
import { api, pointOf } from "./client";
import { readHistory } from "./history";
import { toAlert, toHours, toPeriod } from "./mapper";

/** @returns null for a place that the service does not cover */
async function readForecast(call: Call, place: Pick<Site, "latitude" | "longitude">) {
  const point = await call(api.getPoint, { path: { point: pointOf(place) } });
  if (point === null) return null;
  const { gridId, gridX, gridY, timeZone } = point.properties;
  const path = { office: gridId, square: `${gridX},${gridY}` };
  const forecast = (await call(api.getForecast, { path })).properties;
  const grid = (await call(api.getGrid, { path })).properties;
  return {
    issued_at: new Date(forecast.updateTime).toISOString(),
    time_zone: timeZone,
    periods: forecast.periods.map(toPeriod),
    hours: toHours(grid),
  };
}

const SOMEWHERE = { latitude: 38.8894, longitude: -77.0352 };

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.weather.gov",
  headers: ({ contact_email: contact }) => ({
    accept: "application/geo+json",
    "user-agent": `(RossOS Marketplace, ${contact})`,
  }),
  check: async ({ call }) => {
    await call(api.getPoint, { path: { point: pointOf(SOMEWHERE) } });
  },
  syncs: {
    weather_forecasts: {
      mode: "snapshot",
      deletionsExpected: true,
      async *run({ call, cursor, sites }) {
        const all = await sites();
        for (const site of sitesAfter(all, cursor)) {
          const forecast = await readForecast(call, site);
          const records = forecast ? [{ id: site.id, data: { site_id: site.id, ...forecast } }] : [];
          yield { records, cursor: site.id, total: all.length };
        }
      },
    },
    weather_alerts: {
      mode: "snapshot",
      deletionsExpected: true,
      async *run({ call, cursor, sites }) {
        const alertsAt = alertReader(call);
        for (const site of sitesAfter(await sites(), cursor)) {
          const records = (await alertsAt(site)).map((alert) => ({
            id: `${site.id} ${alert.id}`,
            data: toAlert(site.id, alert),
          }));
          yield { records, cursor: site.id };
        }
      },
    },
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
