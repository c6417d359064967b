import { commit } from "#db/commit";
import { type Auth, CallFailure, type Link, type Manifest } from "#connectors/sdk";
import { attachFor, readConnection, type Stored } from "#modules/connections";
import type { Context } from "../../context";
import { DomainError, invalid } from "../../errors";
import { problemOf } from "./check";
import { saveConnected } from "./connect-account";
import { connectWith } from "./connect-with";
import { hookPath } from "./hook-token";
import { manifestOf, type Opened, openConnector } from "./open-connector";
import { letGo } from "./revoke";
import type { Install } from "./shape";
import { findInstall, type InstallRow } from "./store";

/** As on the wire. */
export type LinkStart = {
  /** `connect`: what the window gives is to be sent back. `update`: the connection is there and is let in again. */
  mode: "connect" | "update";
  link_token: string;
  expires_at: string;
  /** A page of the other side's with the window in it; null where none was asked for, or it has none. */
  link_url: string | null;
};

/** What comes back from the window: what it gave itself, or the token of a window at an address of the upstream's. */
export type LinkGiven = { publicToken?: string | undefined; linkToken?: string | undefined };

type Linked = { opened: Opened; link: Link<Record<string, unknown>>; auth: Auth; manifest: Manifest };

/** The install's connector, with the credentials there are: before it is connected, those of our own client alone. */
async function open(ctx: Context, row: InstallRow, stored: Stored): Promise<Linked> {
  if (row.status === "uninstalled")
    throw new DomainError("invalid_state", "The install is uninstalled. Install it again.");
  const manifest = await manifestOf(row.slug);
  const { auth } = manifest;
  const opened = await openConnector(ctx, row, { authorize: async () => attachFor(ctx.env, row.slug, auth, stored) });
  const { link } = opened.version;
  if (auth.type !== "link" || !link)
    throw new DomainError("invalid_state", `${manifest.name} is not connected by a window of its own.`);
  if (ctx.environment === "sandbox") throw new DomainError("invalid_state", "In a sandbox it is connected already.");
  return { opened, link, auth, manifest };
}

/** What fails at the upstream, as the caller's problem; the calls are logged. */
async function asked<T>({ opened }: Linked, pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw failure instanceof CallFailure ? problemOf(failure, pointer) : failure;
  } finally {
    await opened.flush();
  }
}

/** Where the install's webhooks go, which its link tokens are told by. */
const webhookUrlOf = async (ctx: Context, row: InstallRow, manifest: Manifest): Promise<string | null> =>
  manifest.webhooks ? `${ctx.env.PUBLIC_URL}${await hookPath(ctx, row)}` : null;

/**
 * Begins to connect an install through the upstream's own window, or to let its connection in again.
 * @param isHosted whether the upstream is to show the window at an address of its own, and to send the browser back
 * @throws DomainError invalid_state; upstream_failed; unavailable while the platform has no client at the upstream
 */
export async function beginLink(ctx: Context, installId: string, isHosted: boolean): Promise<LinkStart> {
  const row = await findInstall(ctx, installId);
  const stored = (await readConnection(ctx, installId))?.credentials;
  const linked = await open(ctx, row, stored ?? {});
  const { call, config } = linked.opened;
  const again = stored?.access_token !== undefined;
  const webhookUrl = await webhookUrlOf(ctx, row, linked.manifest);
  const returnUrl = isHosted ? `${ctx.env.PUBLIC_URL}/console/integrations/install/?slug=${row.slug}` : null;
  const run = { call, config, now: new Date(ctx.now), userId: ctx.builderId, webhookUrl, again, returnUrl };
  const { token, expiresAt, url } = await asked(linked, "", () => linked.link.begin(run));
  const result: LinkStart = {
    mode: again ? "update" : "connect",
    link_token: token,
    expires_at: new Date(expiresAt).toISOString(),
    link_url: url,
  };
  return await commit(ctx, { writes: [], result });
}

/**
 * Ends what `beginLink` began: exchanges what the window gave, proves that it works, and the install counts. After an update
 * nothing is exchanged. What was exchanged and does not work is ended at the other side.
 * @throws DomainError invalid_request for a token that is missing, not wanted or not good; as `check` does
 */
export async function completeLink(ctx: Context, installId: string, given: LinkGiven): Promise<Install> {
  const row = await findInstall(ctx, installId);
  const before = (await readConnection(ctx, installId))?.credentials;
  const linked = await open(ctx, row, before ?? {});
  const { auth, manifest, opened } = linked;
  const isConnected = before?.access_token !== undefined;
  refuseMisfit(given, isConnected);
  const { call, config } = opened;
  const run = { call, config, now: new Date(ctx.now) };
  const publicToken = given.publicToken ?? (given.linkToken && (await resultOf(ctx, row, linked, given.linkToken)));
  const stored: Stored =
    publicToken === undefined
      ? (before ?? {})
      : { access_token: await asked(linked, "/public_token", () => linked.link.exchange({ ...run, publicToken })) };
  try {
    const connected = await connectWith(ctx, row, auth, stored);
    return await saveConnected(ctx, row.id, manifest, { ...connected, isFirst: publicToken !== undefined });
  } catch (error) {
    if (publicToken !== undefined) await letGo(ctx, row, stored);
    throw error;
  }
}

/** @throws DomainError invalid_request unless exactly what is wanted is there */
function refuseMisfit({ publicToken, linkToken }: LinkGiven, isConnected: boolean): void {
  const isGiven = publicToken !== undefined || linkToken !== undefined;
  const pointer = publicToken === undefined && linkToken !== undefined ? "/link_token" : "/public_token";
  if (publicToken !== undefined && linkToken !== undefined)
    throw invalid([{ pointer: "/link_token", detail: "Send one of the two: the public token is what it would give." }]);
  if (isGiven !== isConnected) return;
  const detail = isConnected
    ? "It is connected already: after an update nothing is exchanged. To connect another account, uninstall it first."
    : "Required: what the window gave.";
  throw invalid([{ pointer, detail }]);
}

/** What was given in the window at the upstream's address. @throws DomainError invalid_request while nothing was */
async function resultOf(ctx: Context, row: InstallRow, linked: Linked, linkToken: string): Promise<string> {
  const { link, manifest, opened } = linked;
  const { call, config } = opened;
  const webhookUrl = await webhookUrlOf(ctx, row, manifest);
  const run = { call, config, now: new Date(ctx.now), linkToken, webhookUrl };
  const given = await asked(linked, "/link_token", async () => link.result?.(run));
  if (given === undefined) {
    const detail = "Nobody was let in there: the window is still open, or it was left. Begin the link once more.";
    throw invalid([{ pointer: "/link_token", detail }]);
  }
  return given;
}
