import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { buildSeed } from "./seed";
import { replaceRecords } from "./store";
import type { ResetResult } from "./types";

type Place = Pick<Context, "db" | "builderId" | "env" | "now" | "environment" | "actor">;

/**
 * Throws away all records of a sandbox and gives it fresh ones. API keys, webhook subscriptions and installs stay.
 * @throws DomainError forbidden outside a sandbox
 */
export async function resetSandbox(ctx: Place): Promise<ResetResult> {
  if (ctx.environment !== "sandbox")
    throw new DomainError("forbidden", "Only a sandbox can be reset, with a ross_test_ key or by its developer.");
  const { actor } = ctx;
  if (actor.type === "application" || (actor.type === "user" && actor.role === "member"))
    throw new DomainError("forbidden", "A sandbox is reset with a key of its own, or by an owner or admin.");
  const { records, contents } = await buildSeed(ctx.builderId, ctx.now);
  await replaceRecords(ctx, records, contents);
  return {
    id: ctx.builderId,
    reset_at: new Date(ctx.now).toISOString(),
    records: Object.fromEntries([...records].map(([entity, list]) => [entity.plural, list.length])),
  };
}
