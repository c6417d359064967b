import { prepare } from "#db/client";
import { isSuspended } from "#modules/suspensions";
import type { Bindings } from "../../bindings";
import { type Context, createContext, type Environment, shardOf } from "../../context";

type Whose = { shard: number; builderId: string; installId: string };

/** The context of a job that works for an install. @returns undefined when there is no such install, or its builder is suspended */
export async function contextOf(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  { shard, builderId, installId }: Whose,
  job: string,
  now: number,
): Promise<Context | undefined> {
  const sql = "select environment from installs where builder_id = ?1 and id = ?2";
  const [row, isIdle] = await Promise.all([
    prepare(shardOf(env, shard), sql, builderId, installId).first<{ environment: Environment }>(),
    isSuspended(env, builderId),
  ]);
  if (!row || isIdle) return undefined;
  const tenant = { builderId, shard, environment: row.environment, plan: "" };
  return createContext(env, execution, tenant, { type: "system", job }, now);
}
