import type { Context, Role } from "../../context";
import { DomainError } from "../../errors";

/** Members are people of the live builder; they act in its sandbox by being its members. */
export function refuseInSandbox(ctx: Context): void {
  if (ctx.environment === "live") return;
  throw new DomainError("invalid_state", "A sandbox has no members of its own. Name the live builder in X-Builder-Id.");
}

const ROLES: readonly Role[] = ["owner", "admin", "member"];

const isAbove = (own: Role | undefined, role: Role): boolean =>
  own === "owner" || (own === "admin" && role !== "owner");

/** Roles that someone of a role may not make, change or remove. */
export const notBelow = (own: Role): Role[] => ROLES.filter((role) => !isAbove(own, role));

/**
 * Owners may do everything with members; admins everything but with owners.
 * @param role what someone is, or is to become
 * @throws DomainError forbidden
 */
export function refuseUnlessAbove(ctx: Context, role: Role): void {
  const own = ctx.actor.type === "user" ? ctx.actor.role : undefined;
  if (isAbove(own, role)) return;
  throw new DomainError(
    "forbidden",
    own === "admin" ? "Only owners may make, change or remove an owner." : "Only owners and admins manage members.",
  );
}
