import { describe, log } from "#lib/log";
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
export const schedule: Readonly<Record<string, Readonly<Record<string, Job>>>> = {
  "* * * * *": {
    announce,
    sweepWebhooks,
    runDueSyncs,
    runDueActions,
    watchIncidents,
    tellOfMisfits,
    watchLicenses,
    remind,
  },
  "17 * * * *": { purge, endStrayWebhooks, purgeOauth, remindOfReviews, tendDirectory, mailDigests, watchDeadlines },
};

/**
 * Runs all jobs of the expression; one that fails keeps no other from running.
 * @throws AggregateError with what each failed by; each is in the log with the name of its job
 */
export async function runCron(cron: string, env: Bindings, scheduledAt: number): Promise<void> {
  const jobs = Object.entries(schedule[cron] ?? {});
  const results = await Promise.allSettled(jobs.map(([, job]) => job(env, scheduledAt)));
  const failures: unknown[] = [];
  for (const [at, result] of results.entries()) {
    if (result.status === "fulfilled") continue;
    log("error", "job failed", { cron, job: jobs[at]?.[0], ...describe(result.reason) });
    failures.push(result.reason);
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${jobs.length} jobs failed`);
}
