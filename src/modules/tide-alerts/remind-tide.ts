import type { Write } from "#db/client";
import { nearPrediction } from "#modules/project-tides";
import { putReminder, type Teller } from "#modules/reminders";
import type { Context } from "../../context";
import { type Spell, spellsAhead } from "./judge-tides";
import { eventOf, noticeOf } from "./told";

/** How long before it begins a king tide is told of once more: two days. */
const BEFORE_MS = 2 * 86_400_000;

/** Has a king tide told of once more, unless it begins so soon that what is told now is the word shortly before. */
export function reminderOf(ctx: Context, projectId: string, { starts_at: subject }: Spell): Write[] {
  const dueAt = Date.parse(subject) - BEFORE_MS;
  return dueAt > ctx.now ? [putReminder(ctx, { projectId, kind: "king_tide", subject, dueAt })] : [];
}

/** Told of if the prediction still has it. */
export const tellNearTide: Teller = async (ctx, project, subject) => {
  const record = await nearPrediction(ctx, project.id);
  const spell = record && spellsAhead(record, ctx.now).find(({ starts_at: at }) => at === subject);
  if (!record || !spell) return { writes: [], events: [] };
  const told = { change: "near", spell, project, record } as const;
  return { writes: [noticeOf(ctx, told)], events: [eventOf(told)] };
};
