import { LostRace } from "#db/commit";
import { connectors } from "#connectors";
import type { Manifest, VersionInfo } from "#connectors/sdk";
import { describe, log } from "#lib/log";
import { contextOf, endOf, findInstall, installsOn } from "#modules/installs";
import type { Bindings } from "../../bindings";
import { SHARD_COUNT, shardOf } from "../../context";
import { type Step, stepAt } from "./deadline-step";
import { leaveVersion, tellOfEnd } from "./take-step";

/** A comparison takes seconds, and a cron job has minutes: what is left waits for the next one. */
const A_PASS_MS = 600_000;
const A_PAGE = 200;

type Work = { manifest: Manifest; version: VersionInfo; step: Exclude<Step, { kind: "none" }>; endsAt: number };

/**
 * Tells builders before a version of an integration ends that they use, and has nothing run on it afterwards: an install
 * is moved to the newest version where that changes nothing, and otherwise stops and waits for its builder.
 */
export async function keepDeadlines(env: Bindings, now: number): Promise<void> {
  const until = Date.now() + A_PASS_MS;
  for (const { manifest: read } of Object.values(connectors)) {
    const manifest = await read();
    for (const version of manifest.versions) {
      const endsAt = endOf(manifest, version.name);
      if (endsAt === undefined) continue;
      const step = stepAt(version.name, endsAt, now);
      if (step.kind === "none") continue;
      for (let shard = 0; shard < SHARD_COUNT; shard += 1)
        await takeSteps(env, shard, { manifest, version, step, endsAt }, { now, until });
    }
  }
}

async function takeSteps(
  env: Bindings,
  shard: number,
  work: Work,
  { now, until }: { now: number; until: number },
): Promise<void> {
  const of = { slug: work.manifest.slug, version: work.version.name };
  let after = "";
  let count = 0;
  while (Date.now() < until) {
    const page = await installsOn(shardOf(env, shard), of, { after, step: work.step.name, limit: A_PAGE });
    for (const whose of page) {
      if (Date.now() >= until) break;
      if (await takeStep(env, { shard, ...whose }, work, now)) count += 1;
    }
    after = page.at(-1)?.builderId ?? "";
    if (page.length < A_PAGE) break;
  }
  if (count > 0) log("info", "deadline kept", { ...of, step: work.step.name, shard, count });
}

type Whose = { shard: number; builderId: string; installId: string };

/** One install's trouble is not another's. @returns whether the step was taken */
async function takeStep(env: Bindings, whose: Whose, work: Work, now: number): Promise<boolean> {
  const jobs: Promise<unknown>[] = [];
  const execution = { waitUntil: (job: Promise<unknown>) => void jobs.push(job) };
  try {
    const ctx = await contextOf(env, execution, whose, "upgrade-deadlines", now);
    if (!ctx) return false;
    const row = await findInstall(ctx, whose.installId);
    const { manifest, step, endsAt } = work;
    const about = { row, manifest, step: step.name, endsAt };
    const isTaken = step.kind === "told" ? await tellOfEnd(ctx, about) : await leaveVersion(ctx, about);
    await Promise.all(jobs);
    return isTaken;
  } catch (error) {
    // It was changed meanwhile, and is looked at again with the next pass.
    if (!(error instanceof LostRace))
      log("error", "deadline not kept", { install: whose.installId, step: work.step.name, ...describe(error) });
    return false;
  }
}
