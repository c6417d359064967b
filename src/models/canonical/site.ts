import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

/** What every record of a site begins with. */
export const ofSite = once(() => ({
  /** Id of the project whose site it is. */
  site_id: z.string().max(100),
  /** The place that was looked up; null in a record of the time when that was not kept. */
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
}));

/** A record without what names its site and place. */
export type OfPlace<R> = Omit<R, "site_id" | "latitude" | "longitude">;
