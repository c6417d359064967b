import { z } from "zod";
import { fields, orNull, readers, wordIn } from "#connectors/sdk";
import { zoneOfStandardTime } from "#lib/local-time";
import type { PlacedStation, Tide } from "#models";

const { numeric } = readers();

export const station = fields<PlacedStation>({
  number: ["id", z.string()],
  name: z.string(),
  latitude: ["lat", z.number()],
  longitude: ["lng", z.number()],
  // Some stations have none.
  time_zone: ["timezonecorr", orNull(z.number()).transform((hours) => zoneOfStandardTime(hours) ?? "UTC")],
});

/** In GMT, as it was asked for: the answer has no word of it. */
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/u)
  .transform((gmt) => `${gmt.replace(" ", "T")}:00.000Z`)
  .pipe(z.iso.datetime());

export const tide = fields<Tide>({
  at: ["t", time],
  height_ft: ["v", numeric],
  kind: ["type", wordIn({ H: "high", L: "low" })],
});
