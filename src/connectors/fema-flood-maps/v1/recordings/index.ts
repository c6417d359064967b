import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import errorIn200 from "./error-in-200.json";
import floodZones from "./flood-zones.json";
import geocoderHtml from "./geocoder-html.json";
import html from "./html.json";
import invalidQuery from "./invalid-query.json";
import noAddresses from "./no-addresses.json";
import siteLocations from "./site-locations.json";
import timedOut from "./timed-out.json";
import unavailable from "./unavailable.json";

export const recordings = [
  floodZones,
  check,
  siteLocations,
  errorIn200,
  geocoderHtml,
  html,
  invalidQuery,
  noAddresses,
  timedOut,
  unavailable,
] as readonly Recording[];
