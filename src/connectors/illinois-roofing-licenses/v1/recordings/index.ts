import type { Recording } from "#connectors/sdk";
import absent from "./absent.json";
import active from "./active.json";
import check from "./check.json";
import disciplined from "./disciplined.json";
import notRenewed from "./not-renewed.json";
import throttled from "./throttled.json";
import writtenOtherwise from "./written-otherwise.json";

/** Shapes of data.illinois.gov, as public clients have them: columns of pzzh-kp68. */
export const recordings = [
  absent,
  active,
  check,
  disciplined,
  notRenewed,
  throttled,
  writtenOtherwise,
] as readonly Recording[];
