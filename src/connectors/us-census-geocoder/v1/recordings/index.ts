import type { Recording } from "#connectors/sdk";
import found from "./found.json";
import html from "./html.json";
import notFound from "./not-found.json";
import notUnderstood from "./not-understood.json";
import several from "./several.json";
import timedOut from "./timed-out.json";
import tooLong from "./too-long.json";

/** After the geocoder's answers that github.com/fitnr/censusgeocode has recorded. */
export const recordings = [found, html, notFound, notUnderstood, several, timedOut, tooLong] as readonly Recording[];
