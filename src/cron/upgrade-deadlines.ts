import { keepDeadlines } from "#modules/upgrades";
import type { Bindings } from "../bindings";

/** Runs every hour; each builder is told once of each step. */
export const watchDeadlines = (env: Bindings, scheduledAt: number): Promise<void> => keepDeadlines(env, scheduledAt);
