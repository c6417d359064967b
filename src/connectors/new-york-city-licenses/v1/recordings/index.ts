import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import readyForRenewal from "./ready-for-renewal.json";
import throttled from "./throttled.json";
import writtenOtherwise from "./written-otherwise.json";

/** Shapes of data.cityofnewyork.us, as public clients have them: columns of w7w3-xahh. */
export const recordings = [absent, active, check, readyForRenewal, throttled, writtenOtherwise] as readonly Recording[];
