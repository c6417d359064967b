import { connectors } from "#connectors";
import type { Auth, Call, Manifest, Version, VersionInfo } from "#connectors/sdk";
import { createCall, createCallLog, type Authorize, type Target } from "#modules/upstream";
import { authorize } from "#modules/connections";
import type { Context } from "../../context";
import { DomainError, invalid, notFound } from "../../errors";
import { replay } from "./replay";
import type { InstallRow } from "./store";

/** What cuts an upstream off when its manifest says no more. */
const BREAKER = { failures: 5, windowSeconds: 86_400 };
const COOL_DOWN_MS = 30_000;
const LONGEST_COOL_DOWN_MS = 600_000;
const RETRY_MS = 500;

/** @returns undefined for a slug that no connector has */
export async function findManifest(slug: string): Promise<Manifest | undefined> {
  return Object.hasOwn(connectors, slug) ? await connectors[slug]?.manifest() : undefined;
}

/** @throws DomainError not_found for a slug that no connector has */
export async function manifestOf(slug: string): Promise<Manifest> {
  const manifest = await findManifest(slug);
  if (!manifest) throw notFound("integration");
  return manifest;
}

/** Whether the builder enters what the upstream signs its webhooks with. */
export const hasSecret = ({ webhooks }: Manifest): boolean => webhooks !== undefined && webhooks.hasSecret !== false;

/** The version new installs get: the newest that is current. */
export const currentVersion = (manifest: Manifest): VersionInfo =>
  manifest.versions.findLast(({ lifecycle }) => lifecycle.status === "current") ?? manifest.versions[0];

/** When installs no longer run on a version, epoch ms; undefined for one that stays. */
export function endOf(manifest: Manifest, name: string): number | undefined {
  const lifecycle = manifest.versions.find((one) => one.name === name)?.lifecycle;
  return lifecycle?.status === "deprecated" ? Date.parse(lifecycle.upgradeDeadline) : undefined;
}

/** Whose service an install asks, where one upstream serves many. */
export function accountOf({ accountFrom }: Manifest, config: Readonly<Record<string, unknown>>): string | null {
  const account = accountFrom === undefined ? undefined : config[accountFrom];
  return typeof account === "string" ? account : null;
}

/** The code of one version. Which form its configuration has is known to it and its manifest alone. */
export type AnyVersion = Version<Record<string, unknown>>;

export async function loadVersion(slug: string, name: string): Promise<AnyVersion> {
  const found = connectors[slug]?.versions[name];
  if (!found) throw new DomainError("invalid_state", `${slug} has no version ${name} any more. Upgrade the install.`);
  return (await found.load()) as unknown as AnyVersion;
}

/** @throws DomainError invalid_request naming what a version finds wrong with settings that fit its form */
export async function refuseFaultyConfig(
  slug: string,
  version: string,
  config: Record<string, unknown>,
): Promise<void> {
  const faults = (await loadVersion(slug, version)).faultsOf?.(config) ?? [];
  if (faults.length > 0) throw invalid(faults.map(({ field, detail }) => ({ pointer: `/config/${field}`, detail })));
}

export type Opened = {
  manifest: Manifest;
  version: AnyVersion;
  config: Record<string, unknown>;
  call: Call;
  /** Writes the log of the calls made so far. */
  flush: () => Promise<void>;
};

type Openable = Pick<InstallRow, "id" | "slug" | "connector_version" | "config">;

/**
 * An install's connector, ready to work for it.
 * @param as.authorize other credentials than the install's own
 * @param as.baseUrl another address of the upstream than the version's
 */
export async function openConnector(
  ctx: Context,
  install: Openable,
  as: { authorize?: Authorize; baseUrl?: string } = {},
): Promise<Opened> {
  const manifest = await manifestOf(install.slug);
  const version = await loadVersion(install.slug, install.connector_version);
  const config = JSON.parse(install.config) as Record<string, unknown>;
  const { auth } = manifest;
  const own: Authorize = ({ refused, at }) => {
    const atToken = at("tokenUrl" in auth ? auth.tokenUrl : (version.baseUrl ?? ""));
    return authorize(ctx, { slug: install.slug, installId: install.id, auth }, { refused, atToken });
  };
  const target: Target = {
    ...(await sideOf(ctx, manifest, install, version)),
    ...(as.baseUrl === undefined ? {} : { baseUrl: as.baseUrl }),
    headers: version.headers?.(config) ?? {},
    authorize:
      ctx.environment === "sandbox" ? inSandbox(auth) : auth.type === "none" ? undefined : (as.authorize ?? own),
  };
  const { note, flush } = createCallLog(ctx, {
    id: install.id,
    slug: install.slug,
    version: install.connector_version,
    environment: ctx.environment,
    account: accountOf(manifest, config),
  });
  return { manifest, version, config, call: createCall(ctx.env, target, note), flush };
}

/** A sandbox has no credentials; where an address is one, calls need something to go to. */
const inSandbox = (auth: Auth): Authorize | undefined =>
  auth.type === "address" ? async () => ({ headers: {}, query: {}, address: auth.example }) : undefined;

async function sideOf(
  ctx: Context,
  manifest: Manifest,
  install: Openable,
  version: AnyVersion,
): Promise<Omit<Target, "headers" | "authorize">> {
  const { failures, windowSeconds } = manifest.breaker ?? BREAKER;
  return {
    slug: install.slug,
    name: manifest.name,
    version: install.connector_version,
    installId: install.id,
    hasConnection: manifest.auth.type !== "none" || version.quota !== undefined,
    policy: {
      failures,
      windowMs: windowSeconds * 1000,
      coolDownMs: COOL_DOWN_MS,
      longestCoolDownMs: LONGEST_COOL_DOWN_MS,
    },
    quota: version.quota,
    // Without one every call is refused: there is no address.
    baseUrl: version.baseUrl ?? "",
    allowedHosts: manifest.allowedHosts,
    recorded:
      ctx.environment === "sandbox" ? await replay(install.slug, install.connector_version, ctx.now) : undefined,
    cache: await caches.open("upstream"),
    retryMs: RETRY_MS,
  };
}
