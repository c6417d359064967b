import { expect, test } from "vitest";
import { hours } from "../../src/connectors/noaa-weather/v1/mapper";

const grid = (...values: [validTime: string, value: number][]) => {
  const layer = { values: values.map(([validTime, value]) => ({ validTime, value })) };
  const none = { values: [] };
  const others = { relativeHumidity: none, windSpeed: none, probabilityOfPrecipitation: none };
  return { ...others, temperature: layer, quantitativePrecipitation: layer };
};
const START = "2026-07-15T08:00:00+00:00";

test("a value counts for each hour of its interval, and an amount is spread over them", () => {
  const week = hours.parse(grid([`${START}/PT2H`, 0], ["2026-07-15T10:00:00+00:00/P1DT6H", 25.4]));
  expect(week).toHaveLength(32);
  expect(week[0]).toMatchObject({
    starts_at: "2026-07-15T08:00:00.000Z",
    temperature_f: 32,
    precipitation_in: 0,
  });
  expect(week[2]?.precipitation_in).toBeCloseTo(1 / 30, 3);
});

test("a week is shown at the most, and an interval that no forecast has is left out", () => {
  expect(hours.parse(grid([`${START}/P14D`, 20]))).toHaveLength(168);
  for (const endless of ["P9999999D", "PT99999999H", "P32D", "P0D", "nonsense"])
    expect(hours.parse(grid([`${START}/PT1H`, 20], [`${START}/${endless}`, 30]))).toMatchObject([
      { temperature_f: 68 },
    ]);
});
