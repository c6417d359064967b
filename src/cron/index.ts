import type { Bindings } from "../bindings";
import { remindOfReviews } from "./app-reviews";
import { tellOfMisfits } from "./contract-alerts";
import { announce, mailDigests, tendDirectory } from "./directory";
import { watchIncidents } from "./incidents";
import { endStrayWebhooks } from "./end-stray-webhooks";
import { purge } from "./purge";
import { purgeOauth } from "./purge-oauth";
import { remind } from "./remind";
import { runDueActions } from "./due-actions";
import { runDueSyncs } from "./due-syncs";
import { sweepWebhooks } from "./sweep-webhooks";
import { watchDeadlines } from "./upgrade-deadlines";
import { watchLicenses } from "./watch-licenses";

type Job = (env: Bindings, scheduledAt: number) => Promise<void>;

/** Every cron expression of wrangler.toml, and what it runs. */
export const schedule: Readonly<Record<string, readonly Job[]>> = {
  "* * * * *": [
    announce,
    sweepWebhooks,
    runDueSyncs,
    runDueActions,
    watchIncidents,
    tellOfMisfits,
    watchLicenses,
    remind,
  ],
  "17 * * * *": [purge, endStrayWebhooks, purgeOauth, remindOfReviews, tendDirectory, mailDigests, watchDeadlines],
};

export async function runCron(cron: string, env: Bindings, scheduledAt: number): Promise<void> {
  const results = await Promise.allSettled((schedule[cron] ?? []).map((job) => job(env, scheduledAt)));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
