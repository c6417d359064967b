import { type Page, page } from "#db/page";
import { choice, type Filter, type Listable, type ListQuery, text, time } from "#models";
import type { Context } from "../../context";
import {
  API_STATUSES,
  COLUMNS,
  type Jurisdiction,
  type JurisdictionRow,
  KINDS,
  PLATFORMS,
  toJurisdiction,
} from "./shape";

export const jurisdictionList: Listable = {
  fields: {
    search: text({
      description: "The beginning of its name, in any case.",
      example: "palo",
      min: 1,
      max: 100,
      filter: "eq",
    }),
    state: text({ description: "Two-letter USPS code.", example: "CA", min: 2, max: 2, filter: true }),
    county: text({ description: "County, by its whole name.", example: "Santa Clara", max: 100, filter: true }),
    kind: choice({ description: "What it is.", example: "city", values: KINDS, required: true, filter: true }),
    platform: choice({
      description: "The software it takes applications with.",
      example: "accela",
      values: PLATFORMS,
      required: true,
      filter: true,
    }),
    api_status: choice({
      description: "Whether applications can be filed through an interface.",
      example: "available",
      values: API_STATUSES,
      required: true,
      filter: true,
    }),
    name: text({ description: "Its name.", example: "Palo Alto", max: 200, required: true, sort: true }),
    created_at: time({
      description: "When it was entered.",
      example: "2026-11-20T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "name",
};

/** The beginning of a name is a range of names. */
const rangesOf = (filter: Filter): Filter[] =>
  filter.field === "search"
    ? filter.values.flatMap((value) => {
        const from = String(value).toLowerCase();
        return [
          { field: "name_key", operator: "gte" as const, values: [from] },
          { field: "name_key", operator: "lt" as const, values: [`${from}\u{10FFFF}`] },
        ];
      })
    : [filter];

/** Jurisdictions of the registry, by name unless asked otherwise. */
export async function listJurisdictions(
  ctx: Pick<Context, "platform" | "env">,
  query: ListQuery,
): Promise<Page<Jurisdiction>> {
  const sort = query.sort.field === "name" ? "name_key" : query.sort.field;
  const asked = {
    ...query,
    sort: { ...query.sort, field: sort },
    filters: query.filters.flatMap(rangesOf),
  };
  // No builder owns the list, and a list needs a condition.
  const source = {
    table: "jurisdictions",
    columns: COLUMNS,
    fixed: { "'jurisdictions'": "jurisdictions" },
    idColumn: "id",
  };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, asked);
  return { data: data.map((row) => toJurisdiction(row as JurisdictionRow)), nextCursor };
}
