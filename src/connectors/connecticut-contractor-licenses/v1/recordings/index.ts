import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import lapsed from "./lapsed.json";
import throttled from "./throttled.json";
import writtenOtherwise from "./written-otherwise.json";

/** Shapes of data.ct.gov, as public clients have them: columns of ngch-56tr. */
export const recordings = [absent, active, check, lapsed, throttled, writtenOtherwise] as readonly Recording[];
