import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import lookUpForecast from "./look-up-forecast.json";
import notCovered from "./not-covered.json";
import throttled from "./throttled.json";
import weatherAlerts from "./weather-alerts.json";
import weatherForecasts from "./weather-forecasts.json";

export const recordings = [
  check,
  lookUpForecast,
  notCovered,
  throttled,
  weatherAlerts,
  weatherForecasts,
] as readonly Recording[];
