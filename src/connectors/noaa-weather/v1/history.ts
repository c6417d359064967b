import type { Call } from "#connectors/sdk";
import { milesBetween } from "#lib/geo";
import { DAY_MS } from "#lib/time";
import type { WeatherHistory } from "#models";
import { archive, type Summary } from "./archive";

type Asked = { latitude: number; longitude: number; from: string; to: string };
type Station = NonNullable<WeatherHistory["station"]> & { summaries: Map<string, Summary> };

/** Half the height and width of the boxes in which stations are looked for, in degrees: about 10 miles, then 35. */
const BOXES = [0.15, 0.5] as const;
const MOST_STATIONS = 25;
/** A station that has measured on fewer of the days gives way to one farther off. */
const ENOUGH = 0.5;

const hasRain = ({ PRCP: inches }: Summary): boolean => inches !== null;
const measuredDays = ({ summaries }: Station): number => [...summaries.values()].filter(hasRain).length;
const tenth = (miles: number): number => Math.round(miles * 10) / 10;

export const daysFrom = (from: string, to: string): string[] =>
  Array.from({ length: Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1 }, (_, at) =>
    new Date(Date.parse(from) + at * DAY_MS).toISOString().slice(0, 10),
  );

function boxAround({ latitude, longitude }: Asked, half: number): string {
  const [north, south] = [Math.min(latitude + half, 90), Math.max(latitude - half, -90)];
  return [north, longitude - half, south, longitude + half].map((degrees) => degrees.toFixed(2)).join(",");
}

/** The stations of a box that have measured precipitation, nearest first. */
async function stationsIn(call: Call, asked: Asked, half: number): Promise<Station[]> {
  const common = { dataset: "daily-summaries", startDate: asked.from, endDate: asked.to };
  const box = { bbox: boxAround(asked, half), dataTypes: "PRCP", limit: MOST_STATIONS, offset: 0 };
  const { results } = await call(archive.findStations, { query: { ...common, ...box } });
  const ids = [...new Set(results.flatMap(({ stations }) => stations.map(({ id }) => id)))].slice(0, MOST_STATIONS);
  if (ids.length === 0) return [];
  const query = { ...common, stations: ids.join(","), dataTypes: "PRCP,TMAX,TMIN", units: "standard" };
  const rows = await call(archive.getSummaries, {
    query: { ...query, includeStationName: true, includeStationLocation: 1, format: "json" },
  });
  return [...Map.groupBy(rows, ({ STATION: id }) => id)]
    .flatMap(([id, of]) => toStation(asked, id, of))
    .filter((station) => measuredDays(station) > 0)
    .toSorted((a, b) => a.distance_miles - b.distance_miles);
}

function toStation(asked: Asked, id: string, rows: readonly Summary[]): Station[] {
  const [first] = rows;
  if (!first || first.LATITUDE === null || first.LONGITUDE === null) return [];
  const place = { latitude: first.LATITUDE, longitude: first.LONGITUDE };
  const distance = tenth(milesBetween(asked, place));
  const summaries = new Map(rows.map((row) => [row.DATE, row]));
  return [{ id, name: first.NAME ?? id, ...place, distance_miles: distance, summaries }];
}

/**
 * What was measured near a place, day by day: by the nearest station that has enough of the days, else by the one that has
 * the most. A day without a measurement is null, which is not a day without rain.
 */
export async function readHistory(call: Call, asked: Asked): Promise<WeatherHistory> {
  const days = daysFrom(asked.from, asked.to);
  let found: Station | undefined;
  for (const half of BOXES) {
    const stations = await stationsIn(call, asked, half);
    const enough = stations.find((station) => measuredDays(station) >= days.length * ENOUGH);
    found = enough ?? stations.toSorted((a, b) => measuredDays(b) - measuredDays(a))[0] ?? found;
    if (enough) break;
  }
  const { summaries, ...station } = found ?? { summaries: new Map<string, Summary>() };
  return {
    station: "id" in station ? station : null,
    days: days.map((date) => {
      const measured = summaries.get(date);
      return {
        date,
        precipitation_in: measured?.PRCP ?? null,
        low_f: measured?.TMIN ?? null,
        high_f: measured?.TMAX ?? null,
      };
    }),
  };
}
