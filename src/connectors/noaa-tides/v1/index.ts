import { type Call, defineVersion, ofEachSite } from "#connectors/sdk";
import { once } from "#lib/once";
import { highsOf, noTides } from "#models";
import { manifest } from "../manifest";
import { api } from "./client";
import { aboveMllw, type Month, monthsOf, type Near, nearest, toTide } from "./mapper";

/** Unit, datum and time zone are pinned here: what comes back does not name them. */
const PINNED = {
  product: "predictions",
  datum: "MLLW",
  units: "english",
  time_zone: "gmt",
  interval: "hilo",
  format: "json",
  application: "RossOS_Marketplace",
} as const;

/** @returns undefined where the station has no predictions */
async function readMonth(call: Call, station: string, month: Month) {
  const answer = await call(api.getPredictions, { query: { station, ...month, ...PINNED } });
  return "predictions" in answer ? answer.predictions.map(toTide) : undefined;
}

async function readFloodLevel(call: Call, station: string): Promise<number | null> {
  const query = { units: "english" };
  const levels = await call(api.getFloodLevels, { path: { station }, query });
  const minor = levels?.nws_minor ?? levels?.nos_minor ?? null;
  if (minor === null) return null;
  const datums = await call(api.getDatums, { path: { station }, query });
  return aboveMllw(minor, datums?.datums?.find(({ name }) => name === "MLLW")?.value);
}

/** The year month by month, for its highest water; this month and the next in full. */
async function readStation(call: Call, near: Near, now: Date): Promise<ReturnType<typeof noTides>> {
  const month = now.getUTCMonth();
  const year = [];
  for (const [number, span] of monthsOf(now).entries()) {
    if (number === 12 && month !== 11) continue;
    const tides = await readMonth(call, near.station.number, span);
    if (!tides) return noTides("no_predictions");
    year.push(tides);
  }
  return {
    status: "predicted",
    time_zone: near.timeZone,
    minor_flood_ft: await readFloodLevel(call, near.station.number),
    ...highsOf(year.slice(0, 12).flat()),
    tides: year.slice(month, month + 2).flat(),
  };
}

const SOMEWHERE = "9447130";

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.tidesandcurrents.noaa.gov",
  check: ({ call }) => call(api.getDatums, { path: { station: SOMEWHERE }, query: { units: "english" } }),
  syncs: {
    tide_predictions: ofEachSite(({ call, now }) => {
      const listed = once(() => call(api.listStations, { query: { type: "tidepredictions", units: "english" } }));
      const known = new Map<string, ReturnType<typeof noTides>>();
      return async (site) => {
        const near = nearest((await listed()).stations, site);
        if (!near) return { station: null, ...noTides("no_station") };
        const { number } = near.station;
        const found = known.get(number) ?? (await readStation(call, near, now));
        known.set(number, found);
        return { station: near.station, ...found };
      };
    }),
  },
});
