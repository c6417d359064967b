import type { Recording } from "#connectors/sdk";
import countyAway from "./county-away.json";
import errorIn200 from "./error-in-200.json";
import html from "./html.json";
import parcels from "./parcels.json";
import timedOut from "./timed-out.json";
import tokenRequired from "./token-required.json";

export const recordings = [parcels, countyAway, errorIn200, html, timedOut, tokenRequired] as readonly Recording[];
