import { evaporationRate } from "#lib/concrete-weather";
import { localDay } from "#lib/local-time";
import type { ConfigOf, ForecastHour, WeatherForecast, weatherSettings } from "#models";

/** What the install's form says about when to warn. */
export type Thresholds = ConfigOf<typeof weatherSettings>;

/** The weather of one day, in the site's own time. */
export type Day = {
  /** YYYY-MM-DD. */
  date: string;
  low_f: number | null;
  high_f: number | null;
  precipitation_in: number | null;
  precipitation_chance: number | null;
  /** The highest of the day, lb/ft²/h; null where humidity or wind is not known. */
  evaporation: number | null;
  is_precipitation_day: boolean;
};

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
const most = (values: readonly (number | null)[]): number | null =>
  known(values).length === 0 ? null : Math.max(...known(values));
const least = (values: readonly (number | null)[]): number | null =>
  known(values).length === 0 ? null : Math.min(...known(values));
const rounded = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

function evaporationOf(hour: ForecastHour, concreteF: number | null): number | null {
  const { temperature_f: airF, relative_humidity: humidity, wind_mph: windMph } = hour;
  if (airF === null || humidity === null || windMph === null) return null;
  return evaporationRate({ concreteF: concreteF ?? airF, airF, humidity, windMph });
}

/** The days a forecast covers: by its hours where it has them, else by its half-day periods. */
export function daysOf({ hours, periods, time_zone: zone }: WeatherForecast, thresholds: Thresholds): Day[] {
  const byDay = Map.groupBy(hours, (hour) => localDay(hour.starts_at, zone));
  const halves = Map.groupBy(periods, (period) => localDay(period.starts_at, zone));
  return [...new Set([...byDay.keys(), ...halves.keys()])].toSorted().map((date) => {
    const [inHours, inHalves] = [byDay.get(date) ?? [], halves.get(date) ?? []];
    const temperatures = [...inHours, ...inHalves].map((part) => part.temperature_f);
    const amounts = known(inHours.map((hour) => hour.precipitation_in));
    const amount = amounts.length === 0 ? null : amounts.reduce((sum, inches) => sum + inches, 0);
    return {
      date,
      low_f: least(temperatures),
      high_f: most(temperatures),
      precipitation_in: rounded(amount, 2),
      precipitation_chance: most([...inHours, ...inHalves].map((part) => part.precipitation_chance)),
      evaporation: rounded(most(inHours.map((hour) => evaporationOf(hour, thresholds.concrete_temperature_f))), 3),
      is_precipitation_day: amount !== null && amount >= thresholds.precipitation_day_in,
    };
  });
}
