import { z } from "@hono/zod-openapi";
import { CATEGORIES, DEFAULT_LIMIT, MAX_IN, MAX_LIMIT, textSchema } from "#models";
import { type DirectoryQuery, KINDS, PRICING_TYPES, SORTS, STATUSES } from "#modules/listings";

/** Longer than any name; what is typed into a search box stays below it. */
const MOST_SEARCHED = 200;

const one = (values: readonly [string, ...string[]], what: string) =>
  z
    .enum(values as [string, ...string[]])
    .optional()
    .openapi({ description: `Only those whose ${what} is this.`, example: values[0] });

/** Several values, separated by commas. */
const several = (values: readonly [string, ...string[]], what: string) =>
  z
    .string()
    .max(500)
    .regex(/^[a-z_]+(,[a-z_]+)*$/, "Send values separated by commas.")
    .refine((text) => text.split(",").length <= MAX_IN, `At most ${MAX_IN} values.`)
    .refine(
      (text) => text.split(",").every((value) => values.includes(value)),
      `Each value is one of ${values.join(", ")}.`,
    )
    .optional()
    .openapi({
      description: `Only those whose ${what} is one of these, separated by commas: ${values.join(", ")}.`,
      example: values.slice(0, 2).join(","),
    });

const querySchema = () =>
  z.strictObject({
    q: textSchema(MOST_SEARCHED).optional().openapi({
      description:
        "Words to search for, in any order; the beginning of each is enough, so it can be sent as it is typed. Signs are not searched for.",
      example: "quickb",
    }),
    category: one(CATEGORIES, "category"),
    "category[in]": several(CATEGORIES, "category"),
    kind: one(KINDS, "kind"),
    "kind[in]": several(KINDS, "kind"),
    pricing: one(PRICING_TYPES, "pricing"),
    "pricing[in]": several(PRICING_TYPES, "pricing"),
    status: one(STATUSES, "status"),
    "status[in]": several(STATUSES, "status"),
    installed: z
      .enum(["true", "false"])
      .optional()
      .openapi({ description: "Only those your builder has, or has not. Needs a credential.", example: "true" }),
    sort: z.enum(SORTS).optional().openapi({
      description:
        "`popularity`: most installs first. `rating`: best first, few ratings counting less. `newest`, `name`, and `relevance` when searching. Without it: relevance for a search, else popularity.",
      example: "popularity",
    }),
    limit: z
      .string()
      .regex(/^[0-9]{1,3}$/, `limit is a whole number from 1 to ${MAX_LIMIT}.`)
      .max(3)
      .refine(
        (text) => Number(text) >= 1 && Number(text) <= MAX_LIMIT,
        `limit is a whole number from 1 to ${MAX_LIMIT}.`,
      )
      .optional()
      .openapi({ description: "How many a page has at most, 1 to 100. Without it: 50.", example: "50" }),
    cursor: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/)
      .min(1)
      .max(1024)
      .optional()
      .openapi({
        description: "`next_cursor` of the page before, with the same search, filters and sort.",
        example: "q83vEjRWeJASNFZ4kBI0VlsiMDE4ZjNhNWUtN2Q0Yy03YTMxLTlhNmYtM2YwYTdmMWMyYjAxIl0",
      }),
  });

const union = (single: string | undefined, list: string | undefined): readonly string[] | undefined => {
  if (single === undefined) return list?.split(",");
  return list === undefined || list.split(",").includes(single) ? [single] : [];
};

/** The query string of the directory; both `x` and `x[in]` must hold where both are sent. */
export const directoryQuery = () =>
  querySchema().transform((sent): DirectoryQuery => ({
    q: sent.q,
    category: union(sent.category, sent["category[in]"]),
    kind: union(sent.kind, sent["kind[in]"]),
    pricing: union(sent.pricing, sent["pricing[in]"]),
    status: union(sent.status, sent["status[in]"]),
    installed: sent.installed === undefined ? undefined : sent.installed === "true",
    sort: sent.sort,
    limit: sent.limit === undefined ? DEFAULT_LIMIT : Number(sent.limit),
    cursor: sent.cursor,
  }));
