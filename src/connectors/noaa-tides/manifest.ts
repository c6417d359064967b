import { defineManifest } from "#connectors/sdk";
import { tideSettings } from "#models";

export const manifest = defineManifest({
  slug: "noaa-tides",
  name: "NOAA tides",
  category: "weather",
  kind: "live_api",
  tagline: "Work around the tide",
  description:
    "Finds the nearest tide station of NOAA within 30 miles of each project that has coordinates, and shows its high and low waters beside the schedule. Concrete pours, foundations and work at the waterfront are flagged when the water is high in working hours. Unusually high tides, often called king tides, are told ahead: those that reach the station's minor flood level, or are the highest of the year. Members are told once of each, and when its prediction changes.\n\nStorm surge comes from the alerts of NOAA Weather, if that is installed; they then say how high the tide is meanwhile. Predictions know the moon and not the wind, and a station some miles away is not your site.",
  config: tideSettings,
  allowedHosts: ["api.tidesandcurrents.noaa.gov"],
  permissions: [
    "Read the coordinates of your projects and the tasks of their schedules",
    "Ask NOAA for the predictions of a station; nothing of yours is sent",
    "Store the predictions that come back",
  ],
  setupGuide: [
    "Give each coastal project its latitude and longitude, or an address with FEMA flood maps installed.",
    "Say from which height on the water stops work, and which hours are worked.",
    "Install. Mark tasks as concrete pour, foundation or waterfront: they are flagged against the tides.",
  ],
  data: {
    reads: ["Predicted high and low waters of stations", "Flood levels and datums of stations"],
    writes: [],
  },
  support: { url: "https://api.tidesandcurrents.noaa.gov/api/prod/" },
  vendorUrl: "https://tidesandcurrents.noaa.gov",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "High and low waters of the nearest station, with its minor flood level and the highest of the year.",
      upstream: "CO-OPS Data API and Metadata API 1.0",
    },
  ],
  syncs: [
    { name: "tide_predictions", description: "The tides at the station nearest to every site.", everyMinutes: 720 },
  ],
});
