import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import conditions from "./conditions.json";
import throttled from "./throttled.json";
import writtenOtherwise from "./written-otherwise.json";

/** Shapes of data.colorado.gov, as public clients have them: columns of 7s5z-vewr. */
export const recordings = [absent, active, check, conditions, throttled, writtenOtherwise] as readonly Recording[];
