import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import cutOff from "./cut-off.json";
import suspended from "./suspended.json";
import throttled from "./throttled.json";

/** Shapes of data.wa.gov, as public clients have them: columns of m8qx-ubtq, bzff-4fmt and ciwg-agsx. */
export const recordings = [absent, active, check, cutOff, suspended, throttled] as readonly Recording[];
