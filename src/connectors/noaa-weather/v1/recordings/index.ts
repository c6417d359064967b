import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import lookUpForecast from "./look-up-forecast.json";
import notCovered from "./not-covered.json";
import throttled from "./throttled.json";
import weatherAlerts from "./weather-alerts.json";
import weatherHistory from "./weather-history.json";
import weatherHistoryNone from "./weather-history-none.json";
import weatherForecasts from "./weather-forecasts.json";

export const recordings = [
  check,
  lookUpForecast,
  notCovered,
  throttled,
  weatherAlerts,
  weatherForecasts,
  weatherHistory,
  weatherHistoryNone,
] as readonly Recording[];
