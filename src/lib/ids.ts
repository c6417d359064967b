const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LAST_TIME = 2 ** 48 - 1;

/** rand_a (12 bits) and the first 14 bits of rand_b count; the start leaves at least 2^25 ids in each millisecond. */
const COUNTER_END = 2 ** 26;
const START_MASK = 2 ** 25 - 1;
const REMEMBERED_TIMES = 32;
const counters = new Map<number, number>();

/**
 * A UUIDv7 (RFC 9562 section 5.7) whose time is `now`. Ids made for the same millisecond in one isolate sort in the order of
 * their creation, also when ids of a few other milliseconds are made between them (section 6.2, method 1).
 * @param now epoch milliseconds
 * @throws RangeError when `now` is not a whole number from 0 to 2^48 - 1
 */
export function newId(now: number): string {
  if (!Number.isInteger(now) || now < 0 || now > LAST_TIME) throw new RangeError(`No UUIDv7 has the time ${now}.`);
  const words = crypto.getRandomValues(new Uint32Array(3));
  const [start = 0, high = 0, low = 0] = words;
  const last = counters.get(now);
  const counter = last === undefined ? start & START_MASK : last + 1;
  if (counter >= COUNTER_END) return newId(now + 1);
  remember(now, counter);
  return format(now, counter, digits(high, 8) + digits(low >>> 16, 4));
}

/**
 * @returns epoch milliseconds
 * @throws RangeError when `id` is not a UUIDv7
 */
export function timeOfId(id: string): number {
  if (!UUID_V7.test(id)) throw new RangeError("Not a UUIDv7.");
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * The smallest UUIDv7 of a millisecond: `id >= firstIdAt(from) && id < firstIdAt(to)` selects the ids made from `from`
 * until `to`. A time before 1970 gives the first id of all, one after the year 10889 the first of the last millisecond.
 * @param ms epoch milliseconds, rounded up
 * @throws RangeError when `ms` is NaN
 */
export function firstIdAt(ms: number): string {
  if (Number.isNaN(ms)) throw new RangeError("Not a time.");
  return format(Math.min(Math.max(Math.ceil(ms), 0), LAST_TIME), 0, "0".repeat(12));
}

/** Whether the text is a lower-case UUID of any version, in the 8-4-4-4-12 form of RFC 4122 section 3. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

function remember(now: number, counter: number): void {
  counters.set(now, counter);
  if (counters.size <= REMEMBERED_TIMES) return;
  for (const oldest of counters.keys()) {
    counters.delete(oldest);
    return;
  }
}

function format(ms: number, counter: number, tail: string): string {
  const time = digits(ms, 12);
  const randA = digits(0x7000 | (counter >>> 14), 4);
  const randB = digits(0x8000 | (counter & 0x3fff), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${randA}-${randB}-${tail}`;
}

function digits(value: number, length: number): string {
  return value.toString(16).padStart(length, "0");
}
