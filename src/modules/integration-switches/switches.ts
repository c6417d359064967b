import { commitPlatform } from "#db/commit";
import { connectors } from "#connectors";
import type { Manifest } from "#connectors/sdk";
import { isOpen } from "#lib/circuit-breaker";
import type { CircuitBreakerStub } from "#lib/circuit-breaker-protocol";
import { describe, log } from "#lib/log";
import { audit } from "#modules/audit";
import { closeIncident, type Incident, listOpenIncidents, openIncident } from "#modules/incidents";
import { manifestOf } from "#modules/installs";
import { listingBreaker } from "#modules/upstream";
import type { Bindings } from "../../bindings";
import type { UserContext } from "../../context";
import { unavailable } from "../../errors";

type Switch = { reason: string; killed_by: string; killed_at: string };

/** As on the wire. */
export type AdminIntegration = {
  slug: string;
  name: string;
  kill_switch: Switch | null;
  versions: {
    name: string;
    upstream: string;
    status: "current" | "deprecated";
    upgrade_deadline: string | null;
    breaker: { state: "closed" | "open"; failures: number; opened_at: string | null; next_probe_at: string | null };
  }[];
  incident: { id: string; cause: string; title: string; opened_at: string } | null;
};

const keyOf = (slug: string): string => `kill:${slug}`;

const breakersOf = (env: Bindings, manifest: Manifest): CircuitBreakerStub[] =>
  manifest.versions.map(({ name }) => listingBreaker(env, manifest.slug, name));

/** Tells every breaker of an integration. @throws DomainError unavailable when one of them cannot be told */
async function tellAll(
  env: Bindings,
  manifest: Manifest,
  tell: (breaker: CircuitBreakerStub) => Promise<unknown>,
): Promise<void> {
  try {
    await Promise.all(breakersOf(env, manifest).map(tell));
  } catch (error) {
    log("error", "breaker not told", { slug: manifest.slug, ...describe(error) });
    throw unavailable("A circuit breaker does not answer, so calls may still go out. Repeat the request.", 2);
  }
}

const at = (ms: number): string | null => (ms === 0 ? null : new Date(ms).toISOString());

async function show(env: Bindings, manifest: Manifest, open: readonly Incident[]): Promise<AdminIntegration> {
  const { slug, name } = manifest;
  const states = await Promise.all(breakersOf(env, manifest).map((breaker) => breaker.peek()));
  const incident = open.find((one) => one.slug === slug);
  return {
    slug,
    name,
    kill_switch: await env.KILL_SWITCHES.get<Switch>(keyOf(slug), "json"),
    versions: manifest.versions.map(({ name: version, upstream, lifecycle }, index) => {
      const state = states[index];
      const breaker = {
        state: state && isOpen(state) ? ("open" as const) : ("closed" as const),
        failures: state?.failures ?? 0,
        opened_at: at(state?.openedAt ?? 0),
        next_probe_at: at(state?.probeAt ?? 0),
      };
      const deadline = lifecycle.status === "deprecated" ? lifecycle.upgradeDeadline : null;
      return { name: version, upstream, status: lifecycle.status, upgrade_deadline: deadline, breaker };
    }),
    incident: incident
      ? {
          id: incident.id,
          cause: incident.cause,
          title: incident.title,
          opened_at: new Date(incident.openedAt).toISOString(),
        }
      : null,
  };
}

/** Every integration that has a connector, with its switches, by its slug. */
export async function listIntegrations(ctx: UserContext): Promise<AdminIntegration[]> {
  const open = await listOpenIncidents(ctx);
  const slugs = Object.keys(connectors).toSorted();
  return await Promise.all(slugs.map(async (slug) => await show(ctx.env, await manifestOf(slug), open)));
}

type Said = { action: string; detail?: Record<string, unknown> };

async function finish(ctx: UserContext, manifest: Manifest, { action, detail = {} }: Said): Promise<AdminIntegration> {
  const result = await show(ctx.env, manifest, await listOpenIncidents(ctx));
  const line = audit(ctx, { action, subject: ["integration", manifest.slug], detail });
  return await commitPlatform(ctx, { writes: [line], result });
}

/**
 * Switches an integration off for everyone. Once this has returned no call to its upstream begins.
 * @throws DomainError unavailable when that cannot be made sure
 */
export async function killIntegration(ctx: UserContext, slug: string, reason: string): Promise<AdminIntegration> {
  const manifest = await manifestOf(slug);
  const record: Switch = { reason, killed_by: ctx.user.id, killed_at: new Date(ctx.now).toISOString() };
  await ctx.env.KILL_SWITCHES.put(keyOf(slug), JSON.stringify(record));
  await tellAll(ctx.env, manifest, (breaker) => breaker.kill());
  const message = `${manifest.name} has been temporarily disabled due to a known issue`;
  await openIncident(ctx, { slug, cause: "kill_switch", message });
  return await finish(ctx, manifest, { action: "integration.killed", detail: { reason } });
}

/** Switches it on again. */
export async function restoreIntegration(ctx: UserContext, slug: string): Promise<AdminIntegration> {
  const manifest = await manifestOf(slug);
  await ctx.env.KILL_SWITCHES.delete(keyOf(slug));
  await tellAll(ctx.env, manifest, (breaker) => breaker.restore());
  await closeIncident(ctx, { slug, cause: "kill_switch" });
  return await finish(ctx, manifest, { action: "integration.restored" });
}

/** Closes its breakers, whatever they have seen. */
export async function resetBreaker(ctx: UserContext, slug: string): Promise<AdminIntegration> {
  const manifest = await manifestOf(slug);
  await tellAll(ctx.env, manifest, (breaker) => breaker.close());
  await closeIncident(ctx, { slug, cause: "breaker" });
  return await finish(ctx, manifest, { action: "integration.breaker_reset" });
}

/** Ends incidents whose breaker has closed without being able to say so. */
export async function settleIncidents(ctx: Pick<UserContext, "platform" | "env" | "now">): Promise<void> {
  for (const { slug, cause } of await listOpenIncidents(ctx)) {
    if (cause !== "breaker" || !Object.hasOwn(connectors, slug)) continue;
    const states = await Promise.all(breakersOf(ctx.env, await manifestOf(slug)).map((breaker) => breaker.peek()));
    if (!states.some(isOpen)) await closeIncident(ctx, { slug, cause: "breaker" });
  }
}
