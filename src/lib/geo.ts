const EARTH_RADIUS_MILES = 3958.8;

type Place = { latitude: number; longitude: number };

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in statute miles, by the haversine formula; NaN where a coordinate is. */
export function milesBetween(a: Place, b: Place): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const half =
    Math.sin((to - from) / 2) ** 2 +
    Math.cos(from) * Math.cos(to) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** What is nearest to a place, and how many miles away; undefined where all is farther than it may be. */
export function nearestOf<T>(
  all: readonly T[],
  placeOf: (one: T) => Place,
  to: Place,
  farthestMiles: number,
): { found: T; miles: number } | undefined {
  let best: { found: T; miles: number } | undefined;
  for (const found of all) {
    const miles = milesBetween(to, placeOf(found));
    if (miles <= (best?.miles ?? farthestMiles)) best = { found, miles };
  }
  return best;
}

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Whether a place lies in a box; one without real coordinates lies in none. */
export const isWithin = ({ latitude, longitude }: Place, [west, south, east, north]: Box): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** A box around a place that reaches so many degrees in each direction, and not beyond the poles. */
export const boxAround = ({ latitude, longitude }: Place, half: number): Box => [
  longitude - half,
  Math.max(latitude - half, -90),
  longitude + half,
  Math.min(latitude + half, 90),
];

/** Rough boxes around the states and territories of the United States; they hold some of their neighbours too. */
const UNITED_STATES: readonly Box[] = [
  [-125, 24.3, -66.8, 49.5],
  [-180, 51, -129.9, 71.5],
  [172, 51, 180, 53.5],
  [-161, 18.8, -154.7, 22.4],
  [-68, 17.6, -64.4, 18.6],
  [144.5, 13.1, 146.2, 20.7],
  [-171.3, -14.7, -168, -10.9],
];

/** A place that is, for a question that only proves that there is an answer. */
export const SOMEWHERE = { latitude: 38.8894, longitude: -77.0352 };

/** Whether a place may be in the United States. False is certain, true is not. */
export const mayBeInUnitedStates = (place: Place): boolean => UNITED_STATES.some((box) => isWithin(place, box));
