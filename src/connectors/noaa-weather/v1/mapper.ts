import { z } from "zod";
import { fields, orNull, readers } from "#connectors/sdk";
import { byHour } from "#lib/by-hour";
import { fahrenheit, inches, mph, tenth } from "#lib/units";
import { type ForecastPeriod, type HourLayers, hoursOf, type WeatherAlert } from "#models";

/** An alert that is renewed for days names all before it; the last ones are last. */
const MOST_REPLACED = 50;
const SEVERITIES = { Extreme: "extreme", Severe: "severe", Moderate: "moderate", Minor: "minor" } as const;

const { text, time } = readers();

/** "2 to 8 mph" and "9 mph" are told by their highest number. */
function strongestWind(said: string | null): number | null {
  const numbers = [...(said ?? "").matchAll(/\d+/gu)].map(([digits]) => Number(digits));
  return numbers.length === 0 ? null : Math.max(...numbers);
}

const temperature = z
  .object({ temperature: z.number(), temperatureUnit: z.enum(["F", "C"]) })
  .transform(({ temperature: degrees, temperatureUnit: unit }) => (unit === "C" ? fahrenheit(degrees) : degrees));

export const period = fields<ForecastPeriod>({
  starts_at: ["startTime", time],
  ends_at: ["endTime", time],
  name: z.string(),
  is_daytime: ["isDaytime", z.boolean()],
  temperature_f: ["", temperature],
  wind_mph: ["windSpeed", text.transform(strongestWind)],
  precipitation_chance: ["probabilityOfPrecipitation?.value", orNull(z.number())],
  summary: ["shortForecast", z.string()],
});

/** A layer of the grid: values with the interval each is good for. */
const layer = (convert: (value: number) => number, isAmount = false) =>
  z
    .object({ values: z.array(z.object({ validTime: z.string(), value: z.number().nullable() })) })
    .optional()
    .transform((told) => byHour(told?.values ?? [], convert, isAmount));

/** The coming week hour by hour. The grid tells degC, km/h, mm and per cent. */
export const hours = fields<HourLayers>({
  temperature_f: ["temperature", layer(fahrenheit)],
  relative_humidity: ["relativeHumidity", layer(tenth)],
  wind_mph: ["windSpeed", layer(mph)],
  precipitation_chance: ["probabilityOfPrecipitation", layer(tenth)],
  precipitation_in: ["quantitativePrecipitation", layer(inches, true)],
}).transform(hoursOf);

export type Alert = Omit<WeatherAlert, "site_id">;

export const alert = fields<Alert>({
  alert_id: ["id", z.string()],
  replaces: [
    "references",
    orNull(z.array(z.object({ identifier: z.string() }))).transform((earlier) =>
      (earlier ?? []).slice(-MOST_REPLACED).map(({ identifier }) => identifier),
    ),
  ],
  event: z.string(),
  severity: z.string().transform((said) => SEVERITIES[said as keyof typeof SEVERITIES] ?? "unknown"),
  urgency: z.string().toLowerCase(),
  headline: [["headline", "event"], z.string()],
  description: text.transform((said) => said ?? ""),
  instruction: text,
  sender: ["senderName", text.transform((name) => name ?? "National Weather Service")],
  starts_at: [["onset", "effective"], time],
  ends_at: [["ends", "expires"], time],
});
