import type { Recording } from "#connectors/sdk";
import check from "./check.json";
import checkInvalidToken from "./check-invalid-token.json";
import checkNotPermanent from "./check-not-permanent.json";
import found from "./found.json";
import notFound from "./not-found.json";
import notUnderstood from "./not-understood.json";
import timedOut from "./timed-out.json";
import tooLong from "./too-long.json";
import tooMany from "./too-many.json";

/** After Mapbox's documentation of geocoding v6. */
export const recordings = [
  check,
  checkInvalidToken,
  checkNotPermanent,
  found,
  notFound,
  notUnderstood,
  timedOut,
  tooLong,
  tooMany,
] as readonly Recording[];
