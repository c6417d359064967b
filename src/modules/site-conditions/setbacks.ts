import { LOT_SIDES } from "#models";
import { siteSetbacks, type SiteSetbacks } from "#modules/setbacks";
import type { Context } from "../../context";
import { absent, guarded, type Part } from "./part";

const SETBACKS = { source: "Nobody yet", slug: null } as const;
const SOURCES = { entered: "Entered here", survey: "The surveyor's file", county: "The county" } as const;

/** What has to be kept clear along the sides of the lot; as old as the latest that was said of it. */
export const setbacks = (ctx: Context, projectId: string): Promise<Part<SiteSetbacks>> =>
  guarded(SETBACKS, async () => {
    const data = await siteSetbacks(ctx, projectId);
    if (!data) return absent(SETBACKS, "None were entered, and neither a survey nor the county states any.");
    const sides = LOT_SIDES.flatMap((side) => data[side] ?? []);
    const sources = [...new Set(sides.map(({ source }) => SOURCES[source]))];
    const latest =
      sides
        .flatMap(({ said_at: at }) => at ?? [])
        .toSorted()
        .at(-1) ?? null;
    return {
      status: "available",
      is_degraded: false,
      detail: data.buildable_detail,
      source: sources.join(", ") || SETBACKS.source,
      slug: null,
      checked_at: latest,
      age_seconds: latest === null ? null : Math.max(0, Math.floor((ctx.now - Date.parse(latest)) / 1000)),
      data,
    };
  });
