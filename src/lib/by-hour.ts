const HOUR_MS = 3_600_000;
/** No value is good for longer; it would be one for each hour of that. */
const LONGEST_HOURS = 24 * 31;

/** `2026-07-15T08:00:00+00:00/P1DT6H` (ISO 8601): from when, and for how many hours; undefined for anything else. */
function interval(text: string): { from: number; hours: number } | undefined {
  const [start = "", duration = ""] = text.split("/");
  const [, days = "0", hours = "0"] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?.*)?$/u.exec(duration) ?? [];
  const from = Date.parse(start);
  const length = Number(days) * 24 + Number(hours);
  return Number.isNaN(from) || length === 0 || length > LONGEST_HOURS ? undefined : { from, hours: length };
}

/**
 * Values that are good for an interval each, by hour, converted.
 * @param isAmount whether a value is an amount of its whole interval, which is spread evenly over its hours
 * @returns by epoch ms
 */
export function byHour(
  values: readonly { validTime: string; value: number | null }[],
  convert: (value: number) => number,
  isAmount: boolean,
): Map<number, number> {
  const hours = new Map<number, number>();
  for (const { validTime, value } of values) {
    const good = interval(validTime);
    if (!good || value === null) continue;
    const each = convert(isAmount ? value / good.hours : value);
    for (let hour = 0; hour < good.hours; hour += 1) hours.set(good.from + hour * HOUR_MS, each);
  }
  return hours;
}
