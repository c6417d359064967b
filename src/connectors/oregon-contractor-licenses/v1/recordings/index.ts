import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import throttled from "./throttled.json";

/** Shapes of data.oregon.gov, as public clients have them: columns of g77e-6bhs. */
export const recordings = [absent, active, check, throttled] as readonly Recording[];
