import { DAY_MS } from "#lib/time";
import type { WeatherHistory } from "#models";
import { type Fault, invalid } from "../../errors";

/** Days of one answer: a leap year. */
export const MOST_DAYS = 366;
const USUAL_DAYS = 30;

/** As on the wire. */
export type ProjectWeatherHistory = {
  project_id: string;
  from: string;
  to: string;
  station: WeatherHistory["station"];
  /** Inches from which on a day counts. */
  precipitation_day_in: number;
  precipitation_days: number;
  days_without_data: number;
  days: (WeatherHistory["days"][number] & { is_precipitation_day: boolean | null })[];
};

export type Span = { from?: string | undefined; to?: string | undefined };

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The days that are meant. @throws DomainError invalid_request */
export function spanOf({ from: first, to: last }: Span, now: number): { from: string; to: string } {
  const to = last ?? dayOf(now - DAY_MS);
  const from = first ?? dayOf(Date.parse(to) - (USUAL_DAYS - 1) * DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const faults: Fault[] = [
    ...(to > dayOf(now) ? [{ pointer: "?to", detail: "The day has not come yet." }] : []),
    ...(days < 1 ? [{ pointer: "?from", detail: "It is after the last day." }] : []),
    ...(days > MOST_DAYS ? [{ pointer: "?from", detail: `It is at most ${MOST_DAYS} days to the last day.` }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  return { from, to };
}

/** Which days count, by what a contract calls a day of precipitation. */
export function countDays(days: WeatherHistory["days"], threshold: number) {
  const judged = days.map((day) => ({
    ...day,
    is_precipitation_day: day.precipitation_in === null ? null : day.precipitation_in >= threshold,
  }));
  return {
    precipitation_days: judged.filter((day) => day.is_precipitation_day === true).length,
    days_without_data: judged.filter((day) => day.is_precipitation_day === null).length,
    days: judged,
  };
}

/** One line a day (RFC 4180); a cell is empty where nothing was measured. No cell needs quoting. */
export function historyCsv({ station, days }: ProjectWeatherHistory): string {
  const head = ["date", "precipitation_in", "is_precipitation_day", "low_f", "high_f", "station_id"];
  const lines = days.map((day) =>
    [day.date, day.precipitation_in, day.is_precipitation_day, day.low_f, day.high_f, station?.id].map((cell) =>
      String(cell ?? ""),
    ),
  );
  return `${[head, ...lines].map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}
