import type { Recording } from "#connectors/sdk";
import cityAway from "./city-away.json";
import permits from "./permits.json";
import throttled from "./throttled.json";

/** Shapes of the cities' portals, as public clients have them: columns of the tables that each names. */
export const recordings = [permits, cityAway, throttled] as readonly Recording[];
