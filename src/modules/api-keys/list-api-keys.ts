import { type Page, page } from "#db/page";
import type { Listable, ListQuery } from "#models";
import { time } from "#models";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { COLUMNS, toApiKey } from "./shape";
import { type KeyRow, selectKey } from "./store";
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

/** @throws DomainError not_found */
export async function getApiKey(ctx: Context, id: string): Promise<ApiKey> {
  const row = await selectKey(ctx, id);
  if (!row) throw notFound("API key");
  return toApiKey(ctx, row);
}
