import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { type Listable, type ListQuery, eventTypes, choice, time } from "#models";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { COLUMNS, type EventRow, toEvent, type WireEvent } from "./shape";

export const eventList: Listable = {
  fields: {
    type: choice({
      description: "Event type.",
      example: "invoice.approved",
      values: eventTypes.map(({ name }) => name),
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When it happened.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** What happened in the builder's data, newest first, for the 30 days that events are kept. */
export async function listEvents(ctx: Context, query: ListQuery): Promise<Page<WireEvent>> {
  const source = { table: "events", columns: COLUMNS, fixed: { builder_id: ctx.builderId }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toEvent(row as EventRow, ctx.environment)), nextCursor };
}

export async function getEvent(ctx: Context, id: string): Promise<WireEvent> {
  const row = await prepare(
    ctx.db,
    `select ${COLUMNS} from events where builder_id = ?1 and id = ?2`,
    ctx.builderId,
    id,
  ).first<EventRow>();
  if (!row) throw notFound("event");
  return toEvent(row, ctx.environment);
}
