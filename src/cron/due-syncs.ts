import { enqueueDueSyncs } from "#modules/syncs";
import type { Bindings } from "../bindings";

export const runDueSyncs = (env: Bindings, scheduledAt: number): Promise<void> => enqueueDueSyncs(env, scheduledAt);
