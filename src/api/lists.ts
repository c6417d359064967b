import { z } from "@hono/zod-openapi";
import { MAX_LIMIT } from "#models";
import type { Answer } from "./endpoint";

/** The page every list answers with. */
export const pageSchema = (item: z.ZodType, name: string) =>
  z
    .object({
      data: z.array(item).max(MAX_LIMIT).openapi({ description: "The records of the page." }),
      has_more: z.boolean().openapi({ description: "Whether more records follow.", example: false }),
      next_cursor: z
        .string()
        .regex(/^[A-Za-z0-9_-]+$/)
        .max(1024)
        .nullable()
        .openapi({ description: "Send it as `cursor` for the next page; null on the last one.", example: null }),
    })
    .openapi(`${name}List`, { description: "One page of a list." });

export const pageExample = (item: unknown) => ({ data: [item], has_more: false, next_cursor: null });

type Listed<T> = { data: readonly T[]; nextCursor: string | undefined };

/** A page as its answer, with the next one linked (RFC 8288). */
export function pageAnswer<T>(page: Listed<T>, request: Request, map: (item: T) => unknown = (item) => item): Answer {
  const { data, nextCursor } = page;
  const body = { data: data.map(map), has_more: nextCursor !== undefined, next_cursor: nextCursor ?? null };
  return { status: 200, body, headers: linkTo(nextCursor, request) };
}

/** The same, of items that are JSON already. */
export function pageAnswerOfJson({ data, nextCursor }: Listed<string>, request: Request): Answer {
  const rest = JSON.stringify({ has_more: nextCursor !== undefined, next_cursor: nextCursor ?? null });
  return { status: 200, json: `{"data":[${data.join(",")}],${rest.slice(1)}`, headers: linkTo(nextCursor, request) };
}

function linkTo(cursor: string | undefined, request: Request): Record<string, string> {
  if (cursor === undefined) return {};
  const next = new URL(request.url);
  next.searchParams.set("cursor", cursor);
  return { link: `<${next.pathname}${next.search}>; rel="next"` };
}
