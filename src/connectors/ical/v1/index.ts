import { defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";

/** Calendars ask us; nothing is asked of them. */
export const v1 = defineVersion(manifest, {});
