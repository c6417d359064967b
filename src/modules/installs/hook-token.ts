import { newAddressToken } from "#lib/address-token";
import { sha256Hex } from "#lib/digest";
import { seal, unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import type { Context } from "../../context";
import type { InstallRow } from "./store";

export async function newHookToken(ctx: Context, installId: string) {
  const token = newAddressToken(ctx);
  return {
    hook_token_hash: await sha256Hex(token),
    hook_token_sealed: await seal(await keyringOf(ctx.env.ENCRYPTION_KEYS), token, `hook:${installId}`),
  };
}

/** Where the upstream sends its webhooks, below our own origin. */
export async function hookPath(ctx: Context, { id, hook_token_sealed: sealed }: InstallRow): Promise<string> {
  return `/hooks/${id}/${await unseal(await keyringOf(ctx.env.ENCRYPTION_KEYS), sealed, `hook:${id}`)}`;
}
