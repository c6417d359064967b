import type { Exchange } from "../../src/connectors/sdk";
import alerts from "../../src/connectors/noaa-weather/v1/recordings/weather-alerts.json";
import check from "../../src/connectors/noaa-weather/v1/recordings/check.json";
import forecasts from "../../src/connectors/noaa-weather/v1/recordings/weather-forecasts.json";
import history from "../../src/connectors/noaa-weather/v1/recordings/weather-history.json";
import notCovered from "../../src/connectors/noaa-weather/v1/recordings/not-covered.json";

const recorded = [check, forecasts, alerts, notCovered].flatMap((recording): Exchange[] => recording.exchanges);
const answerTo = (asked: string): Exchange | undefined => recorded.find(({ request }) => request === asked);

/** What is said of a place that has no alerts, and of one that is not covered. */
const NO_ALERTS = "GET /alerts/active?point=41.97%2C-71.19&status=actual";
const NOWHERE = "GET /points/51.5,-0.12";

/** The climate archive has the same stations and days, whatever is asked. */
const archived = (pathname: string): Exchange | undefined =>
  history.exchanges.find(({ request }) => request.startsWith(`GET ${pathname}?`));

/** The Weather Service and the climate archive, as they were recorded; no place is covered but that of `SITE`. */
export function weatherService({ method, url }: { method: string; url: string | URL }): Response {
  const { pathname, search } = new URL(url);
  const other = pathname === "/alerts/active" ? NO_ALERTS : NOWHERE;
  const found = answerTo(`${method} ${pathname}${search}`) ?? archived(pathname) ?? answerTo(other);
  if (!found) throw new Error(`nothing is recorded for ${other}`);
  return Response.json(found.body, { status: found.status ?? 504, headers: found.headers ?? {} });
}

/** A project at a place that the recordings have. */
export const SITE = { code: "W-1", name: "Norton", status: "active", latitude: 41.967, longitude: -71.189 };
