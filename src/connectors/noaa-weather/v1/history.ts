import type { Call } from "#connectors/sdk";
import { boxAround } from "#lib/geo";
import { bestStation, historyOf, type MeasuredDay, stationsOf, type WeatherHistory } from "#models";
import { archive } from "./archive";

type Asked = { latitude: number; longitude: number; from: string; to: string };

/** Half the height and width of the boxes in which stations are looked for, in degrees: about 10 miles, then 35. */
const BOXES = [0.15, 0.5] as const;
const MOST_STATIONS = 25;

/** What the stations of a box that tell precipitation have measured. */
async function measuredIn(call: Call, asked: Asked, half: number): Promise<readonly MeasuredDay[]> {
  const [west, south, east, north] = boxAround(asked, half).map((degrees) => degrees.toFixed(2));
  const common = { dataset: "daily-summaries", startDate: asked.from, endDate: asked.to };
  const box = { bbox: [north, west, south, east].join(","), dataTypes: "PRCP", limit: MOST_STATIONS, offset: 0 };
  const { results } = await call(archive.findStations, { query: { ...common, ...box } });
  const ids = [...new Set(results.flatMap(({ stations }) => stations.map(({ id }) => id)))].slice(0, MOST_STATIONS);
  if (ids.length === 0) return [];
  const query = { ...common, stations: ids.join(","), dataTypes: "PRCP,TMAX,TMIN", units: "standard" };
  return await call(archive.getSummaries, {
    query: { ...query, includeStationName: true, includeStationLocation: 1, format: "json" },
  });
}

/** What was measured near a place, day by day, by one station: where those near it have too little, by one farther off. */
export async function readHistory(call: Call, asked: Asked): Promise<WeatherHistory> {
  let best: ReturnType<typeof bestStation>;
  for (const half of BOXES) {
    best = bestStation(stationsOf(await measuredIn(call, asked, half), asked), asked) ?? best;
    if (best?.isEnough) break;
  }
  return historyOf(best?.station, asked.from, asked.to);
}
