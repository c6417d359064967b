import type { ForecastHour, ForecastPeriod, WeatherAlert } from "#models";
import type { Alert, Grid, Layer, Period } from "./client";

const HOUR_MS = 3_600_000;
const MOST_HOURS = 168;
/** No value of a forecast is good for longer; it would be one for each hour of that. */
const LONGEST_HOURS = 24 * 31;

const iso = (text: string): string => new Date(text).toISOString();
const tenth = (value: number): number => Math.round(value * 10) / 10;
const fahrenheit = (celsius: number): number => tenth(celsius * 1.8 + 32);
const mph = (kmh: number): number => tenth(kmh / 1.609_344);
const inches = (mm: number): number => Math.round((mm / 25.4) * 1000) / 1000;

/** "2 to 8 mph" and "9 mph" are told by their highest number. */
function strongestWind(text: string | null | undefined): number | null {
  const numbers = [...(text ?? "").matchAll(/\d+/gu)].map(([digits]) => Number(digits));
  return numbers.length === 0 ? null : Math.max(...numbers);
}

export const toPeriod = (period: Period): ForecastPeriod => ({
  starts_at: iso(period.startTime),
  ends_at: iso(period.endTime),
  name: period.name,
  is_daytime: period.isDaytime,
  temperature_f: period.temperatureUnit === "C" ? fahrenheit(period.temperature) : period.temperature,
  wind_mph: strongestWind(period.windSpeed),
  precipitation_chance: period.probabilityOfPrecipitation?.value ?? null,
  summary: period.shortForecast,
});

/** `2026-07-15T08:00:00+00:00/P1DT6H`: from when, and for how many hours. */
function interval(text: string): { from: number; hours: number } | undefined {
  const [start = "", duration = ""] = text.split("/");
  const [, days = "0", hours = "0"] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?.*)?$/u.exec(duration) ?? [];
  const from = Date.parse(start);
  const length = Number(days) * 24 + Number(hours);
  return Number.isNaN(from) || length === 0 || length > LONGEST_HOURS ? undefined : { from, hours: length };
}

/** The values of a layer by hour. What is an amount of its whole interval is spread evenly over its hours. */
function byHour(layer: Layer, convert: (value: number) => number, isAmount = false): Map<number, number> {
  const hours = new Map<number, number>();
  for (const { validTime, value } of layer?.values ?? []) {
    const good = interval(validTime);
    if (!good || value === null) continue;
    const converted = convert(isAmount ? value / good.hours : value);
    for (let hour = 0; hour < good.hours; hour += 1) hours.set(good.from + hour * HOUR_MS, converted);
  }
  return hours;
}

/** The coming week hour by hour, from the first hour the grid has a temperature for. */
export function toHours(grid: Grid): ForecastHour[] {
  const temperature = byHour(grid.temperature, fahrenheit);
  const humidity = byHour(grid.relativeHumidity, tenth);
  const wind = byHour(grid.windSpeed, mph);
  const chance = byHour(grid.probabilityOfPrecipitation, tenth);
  const rain = byHour(grid.quantitativePrecipitation, inches, true);
  return [...temperature.keys()]
    .toSorted((a, b) => a - b)
    .slice(0, MOST_HOURS)
    .map((at) => ({
      starts_at: new Date(at).toISOString(),
      temperature_f: temperature.get(at) ?? null,
      relative_humidity: humidity.get(at) ?? null,
      wind_mph: wind.get(at) ?? null,
      precipitation_chance: chance.get(at) ?? null,
      precipitation_in: rain.get(at) ?? null,
    }));
}

/** An alert that is renewed for days names all before it; the last ones are last. */
const MOST_REPLACED = 50;
const SEVERITIES = { Extreme: "extreme", Severe: "severe", Moderate: "moderate", Minor: "minor" } as const;

export const toAlert = (siteId: string, alert: Alert): WeatherAlert => ({
  site_id: siteId,
  alert_id: alert.id,
  replaces: (alert.references ?? []).slice(-MOST_REPLACED).map(({ identifier }) => identifier),
  event: alert.event,
  severity: SEVERITIES[alert.severity as keyof typeof SEVERITIES] ?? "unknown",
  urgency: alert.urgency.toLowerCase(),
  headline: alert.headline ?? alert.event,
  description: alert.description ?? "",
  instruction: alert.instruction ?? null,
  sender: alert.senderName ?? "National Weather Service",
  starts_at: iso(alert.onset ?? alert.effective),
  ends_at: iso(alert.ends ?? alert.expires),
});
