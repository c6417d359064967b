import { incidentsSince, type PublicIncident } from "#modules/incidents";
import type { OpenContext } from "../../context";
import { lookAtParts, type Part, type State, STATES } from "./parts";

/** Incidents of so many days are told. */
export const DAYS_TOLD = 90;

/** As on the wire. */
export type PlatformStatus = {
  /** That of the part that is worst off. */
  state: State;
  parts: Part[];
  /** Incidents of integrations that are open, and those of the last 90 days, newest first. */
  incidents: PublicIncident[];
};

/** How the platform is doing now, and what integrations went through lately. */
export async function readStatus(ctx: OpenContext): Promise<PlatformStatus> {
  const [parts, incidents] = await Promise.all([
    lookAtParts(ctx.env, ctx.now),
    incidentsSince(ctx, ctx.now - DAYS_TOLD * 86_400_000),
  ]);
  const state = STATES.findLast((candidate) => parts.some((part) => part.state === candidate)) ?? "operational";
  return { state, parts, incidents };
}
