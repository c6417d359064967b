import { notifyOverdue } from "#modules/app-reviews";
import type { Bindings } from "../bindings";

/** Runs every hour; each overdue submission is told of once a day. */
export async function remindOfReviews(env: Bindings, now: number): Promise<void> {
  await notifyOverdue(env, now);
}
