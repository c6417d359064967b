import { allScopes, planLimit } from "#modules/access";
import { type ApiKeyWithSecret, createApiKey } from "#modules/api-keys";
import { createContext, type Context, type Role, type UserContext } from "../../context";
import { DomainError } from "../../errors";
import { ensureRow, tenantOf } from "./ensure-sandbox";
import { resetSandbox } from "./reset-sandbox";
import type { ResetResult, SandboxOwner } from "./types";

/** The user acting in the sandbox. */
async function contextIn(ctx: UserContext, owner: SandboxOwner): Promise<Context> {
  const { row, role } = await ensureRow(ctx, owner);
  const actor = {
    type: "user",
    id: ctx.user.id,
    role: role as Role,
    scopes: allScopes,
    rateLimit: planLimit(row.plan, null),
  } as const;
  const inside = createContext(ctx.env, { waitUntil: (work) => ctx.waitUntil(work) }, tenantOf(row), actor, ctx.now);
  inside.recordAnswer = ctx.recordAnswer;
  return inside;
}

/** A `ross_test_` key of the sandbox, for everything unless scopes are named. It is shown this once. */
export async function createSandboxKey(
  ctx: UserContext,
  owner: SandboxOwner,
  input: { name: string; scopes?: string[] | undefined },
): Promise<ApiKeyWithSecret> {
  const inside = await contextIn(ctx, owner);
  if (inside.actor.type === "user" && inside.actor.role === "member")
    throw new DomainError("forbidden", "Only owners and admins of the builder may make keys of its sandbox.");
  return await createApiKey(inside, { name: input.name, scopes: input.scopes ?? [...allScopes] });
}

export async function resetSandboxOf(ctx: UserContext, owner: SandboxOwner): Promise<ResetResult> {
  return await resetSandbox(await contextIn(ctx, owner));
}
