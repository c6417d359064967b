import type { Auth } from "#connectors/sdk";
import { attachFor, type Stored, tokenFor } from "#modules/connections";
import type { Authorize } from "#modules/upstream";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { check } from "./check";
import { openConnector } from "./open-connector";
import type { InstallRow } from "./store";

export type Connected = { stored: Stored; expiresAt: number | null };

/**
 * Proves settings and credentials by a call, before anything is stored.
 * @returns what is to be stored of the credentials
 * @throws DomainError as `check` does
 */
export async function connectWith(ctx: Context, row: InstallRow, auth: Auth, entered: Stored): Promise<Connected> {
  let stored = entered;
  let expiresAt: number | null = null;
  const authorize: Authorize = async ({ at }) => {
    if (auth.type === "oauth2_client" && stored.access_token === undefined) {
      const tokens = await tokenFor(at(auth.tokenUrl), auth, stored);
      ({ expiresAt } = tokens);
      stored = { ...stored, access_token: tokens.access_token };
    }
    return attachFor(ctx.env, row.slug, auth, stored);
  };
  const opened = await openConnector(ctx, row, { authorize });
  if (ctx.environment === "live" && auth.type !== "none" && !opened.version.check)
    throw new DomainError("invalid_state", `${opened.manifest.name} cannot prove its credentials.`);
  await check(opened, ctx.now);
  await opened.flush();
  return { stored, expiresAt };
}
