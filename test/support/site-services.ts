import type { Exchange } from "../../src/connectors/sdk";
import locations from "../../src/connectors/fema-flood-maps/v1/recordings/site-locations.json";
import floodCheck from "../../src/connectors/fema-flood-maps/v1/recordings/check.json";
import zones from "../../src/connectors/fema-flood-maps/v1/recordings/flood-zones.json";
import parcels from "../../src/connectors/county-gis/v1/recordings/parcels.json";
import { tideService } from "./tide-service";
import { weatherService } from "./weather-service";

const recorded = [locations, floodCheck, zones, parcels].flatMap((recording): Exchange[] => recording.exchanges);

/** What was recorded of a place; of others a map has nothing and the geocoder no match. */
function mapService(method: string, { pathname, search }: URL): Response {
  const found = recorded.find(({ request }) => request === `${method} ${pathname}${search}`);
  if (found) return Response.json(found.body, { status: found.status ?? 504 });
  return Response.json(pathname.startsWith("/geocoder/") ? { result: { addressMatches: [] } } : { features: [] });
}

/** Everybody who knows something of a site, told apart by their paths; what nobody else has, the Weather Service has. */
export function siteServices({ method, url: asked }: { method: string; url: string | URL }): Response {
  const url = new URL(asked);
  if (/^\/(?:mdapi|api)\/prod\//u.test(url.pathname)) return tideService(url);
  if (/^\/(?:arcgis|geocoder)\//u.test(url.pathname)) return mapService(method, url);
  return weatherService({ method, url });
}
