import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import december from "./december.json";
import errorIn200 from "./error-in-200.json";
import forbidden from "./forbidden.json";
import html from "./html.json";
import noPredictions from "./no-predictions.json";
import noSites from "./no-sites.json";
import noStations from "./no-stations.json";
import tidePredictions from "./tide-predictions.json";

export const recordings = [
  tidePredictions,
  check,
  december,
  errorIn200,
  forbidden,
  html,
  noPredictions,
  noSites,
  noStations,
] as readonly Recording[];
