import { defineManifest } from "#connectors/sdk";
import { text, weatherSettings } from "#models";

export const manifest = defineManifest({
  slug: "noaa-weather",
  name: "NOAA Weather",
  category: "weather",
  kind: "live_api",
  tagline: "Forecasts and severe-weather alerts for every active job site",
  description:
    "Brings the National Weather Service's forecast and its active alerts to each project that has coordinates: seven days in half-day periods, and hour by hour. The schedule shows the expected weather beside its tasks and marks concrete work that will be too cold or will dry too fast.",
  config: {
    contact_email: text({
      description: "The Weather Service asks callers to name an address it can write to when something is wrong.",
      example: "office@example.com",
      required: true,
      format: "email",
      max: 200,
    }),
    ...weatherSettings,
  },
  allowedHosts: ["api.weather.gov", "www.ncei.noaa.gov"],
  permissions: [
    "Read the coordinates of your projects",
    "Send those coordinates to the National Weather Service, and the area around them to NOAA's climate archive",
    "Store the forecasts and alerts that come back",
  ],
  setupGuide: [
    "Enter the e-mail address of somebody who can be asked about your use of the service.",
    "Give each project its latitude and longitude. Projects without them have no forecast.",
    "Install. The first forecasts arrive within a few minutes.",
  ],
  data: {
    reads: [
      "Forecasts of the next seven days",
      "Hourly temperature, humidity, wind and rain",
      "Active alerts",
      "Measured days of the nearest station",
    ],
    writes: [],
  },
  support: { url: "https://www.weather.gov/documentation/services-web-api" },
  vendorUrl: "https://www.weather.gov",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Forecast, hourly forecast and active alerts for every project with coordinates.",
      upstream: "api.weather.gov 1.9, NCEI access services v1",
    },
  ],
  syncs: [
    { name: "weather_forecasts", description: "The forecast of every site.", everyMinutes: 60 },
    { name: "weather_alerts", description: "Alerts in force at every site.", everyMinutes: 5 },
  ],
  actions: ["look_up_forecast", "look_up_weather_history"],
});
