import { type Page, page } from "#db/page";
import type { Listable, ListQuery } from "#models";
import { time } from "#models";
import type { Context } from "../../context";
import { COLUMNS, toApiKey } from "./shape";
import type { KeyRow } from "./store";
import type { ApiKey } from "./types";

export const apiKeyList: Listable = {
  fields: {
    created_at: time({
      description: "When it was created.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

export async function listApiKeys(ctx: Context, query: ListQuery): Promise<Page<ApiKey>> {
  const source = { table: "api_keys", columns: COLUMNS, fixed: { builder_id: ctx.builderId }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toApiKey(ctx, row as KeyRow)), nextCursor };
}
