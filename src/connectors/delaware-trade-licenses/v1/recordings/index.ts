import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import expired from "./expired.json";
import throttled from "./throttled.json";
import writtenOtherwise from "./written-otherwise.json";

/** Shapes of data.delaware.gov, as public clients have them: columns of pjnv-eaih. */
export const recordings = [absent, active, check, expired, throttled, writtenOtherwise] as readonly Recording[];
