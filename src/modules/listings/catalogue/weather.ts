import type { CatalogueEntry } from "./entry";

export const weather: readonly CatalogueEntry[] = [
  {
    slug: "noaa-weather",
    name: "NOAA Weather",
    category: "weather",
    kind: "live_api",
    tagline: "Forecasts and alerts on your schedule",
    description:
      "Forecasts of the National Weather Service beside every task, severe-weather alerts for every site, and the days of rain you need for a delay claim.",
    about: [
      "For each project with an address, the forecast of the next seven days stands beside the schedule: temperature, wind, chance of rain, and the hourly grid behind them. Tasks that the weather can stop are flagged before the crew drives out. Alerts for the site's point or county reach the project's team at once.",
      "Daily observations of the nearest station are kept as a record: days of precipitation for delay documents, days too cold for concrete by ACI 306, hours whose evaporation exceeds 0.2 pounds per square foot and hour. All thresholds can be changed.",
      "The service forecasts seven days, not ten, and for the United States and its territories alone. Wind is that of open ground at ten metres, so evaporation is estimated on the safe side.",
    ],
    setup: [
      "In the builder console open Integrations and choose NOAA Weather.",
      "Agree to its permissions. There is no account and no key.",
      "Give your projects addresses: each gets its forecast within the hour.",
      "Change the thresholds for rain, cold and evaporation if your contracts say otherwise.",
    ],
    permissions: [
      "Read the addresses of your projects and the tasks of their schedules.",
      "Send the coordinates of a site to the National Weather Service; nothing else leaves.",
      "Write weather records to your projects and notices to their teams.",
    ],
    reads: ["Project addresses", "Schedule tasks", "Forecasts, alerts and daily observations of the service"],
    writes: ["Weather days of a project", "Flags on schedule tasks", "Notifications of severe weather"],
    vendorCost: "The service of the United States government needs no account.",
    keywords: "nws forecast rain snow wind storm alert api.weather.gov concrete delay",
  },
  {
    slug: "noaa-tides",
    name: "NOAA tides",
    category: "weather",
    kind: "live_api",
    tagline: "Work around the tide",
    description: "Predicted tides and water levels of the nearest station beside the schedule of coastal projects.",
    about: [
      "For projects at the coast the nearest station of NOAA's CO-OPS is found, and high and low water stand beside the schedule. Tasks that you mark, such as pours, foundations and work at the waterfront, are flagged when they meet the tide.",
      "Unusually high tides, often called king tides, are told ahead: the highest predicted waters of the year, or those that reach the station's minor flood level. Storm surge is told by the alerts of the Weather Service.",
      "A station some miles away is not your site: you give the difference in time and height, if you know it. Small stations have no flood levels, and for those none is told.",
    ],
    setup: [
      "In the builder console open Integrations and choose NOAA tides.",
      "Agree to its permissions. There is no account and no key.",
      "Choose the station of each coastal project; the nearest is proposed.",
      "Mark the tasks that depend on the tide, and the height that matters.",
    ],
    permissions: [
      "Read the addresses of your projects and the tasks of their schedules.",
      "Ask NOAA for predictions of a station; nothing of yours is sent.",
      "Write tide flags to your schedules and notices to their teams.",
    ],
    reads: ["Project addresses", "Schedule tasks", "Tide predictions and water levels of stations"],
    writes: ["Flags on schedule tasks", "Notifications of high tides"],
    vendorCost: "The service of the United States government needs no account.",
    keywords: "tide king tide coastal waterfront co-ops water level",
  },
];
