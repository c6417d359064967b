import { type Call, defineVersion, ofEachSite } from "#connectors/sdk";
import { monthsOf } from "#lib/local-time";
import { once } from "#lib/once";
import { thousandth } from "#lib/units";
import { nearestStation, noTides, predictedTides } from "#models";
import { manifest } from "../manifest";
import { api } from "./client";

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
const FEET = { units: "english" } as const;

/** The station's minor flood level above MLLW; null where either is not known. */
async function readFloodLevel(call: Call, station: string): Promise<number | null> {
  const path = { station };
  const levels = await call(api.getFloodLevels, { path, query: FEET });
  const minor = levels?.nws_minor ?? levels?.nos_minor ?? null;
  if (minor === null) return null;
  const { datums } = (await call(api.getDatums, { path, query: FEET })) ?? {};
  const mllw = datums?.find(({ name }) => name === "MLLW")?.value ?? null;
  return mllw === null ? null : thousandth(minor - mllw);
}

/** The year month by month; in December, when it counts, the next January as well. */
async function readStation(call: Call, station: string, now: Date): Promise<ReturnType<typeof noTides>> {
  const year = [];
  const month = now.getUTCMonth();
  for (const [first, last] of monthsOf(now.getUTCFullYear(), month === 11 ? 13 : 12)) {
    const span = { begin_date: first.replaceAll("-", ""), end_date: last.replaceAll("-", "") };
    const answer = await call(api.getPredictions, { query: { station, ...span, ...PINNED } });
    if (!("predictions" in answer)) return noTides("no_predictions");
    year.push(answer.predictions);
  }
  return { ...predictedTides(year, month), minor_flood_ft: await readFloodLevel(call, station) };
}

const SOMEWHERE = "9447130";

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.tidesandcurrents.noaa.gov",
  check: ({ call }) => call(api.getDatums, { path: { station: SOMEWHERE }, query: FEET }),
  syncs: {
    tide_predictions: ofEachSite(({ call, now }) => {
      const listed = once(() => call(api.listStations, { query: { type: "tidepredictions", ...FEET } }));
      const known = new Map<string, ReturnType<typeof noTides>>();
      return async (site) => {
        const near = nearestStation((await listed()).stations, site);
        if (!near) return { station: null, ...noTides("no_station") };
        const { station, time_zone } = near;
        const found = known.get(station.number) ?? (await readStation(call, station.number, now));
        known.set(station.number, found);
        return { station, ...found, time_zone: found.status === "predicted" ? time_zone : null };
      };
    }),
  },
});
