import { newSecret } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { seal, unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import type { Context } from "../../context";
import type { InstallRow } from "./store";

const SECRET_LENGTH = 32;

/** Names the builder and its shard, so that a request to it finds them without asking every database. */
export async function newHookToken(ctx: Context, installId: string) {
  const token = newSecret(`${ctx.shard}-${ctx.builderId}-`, SECRET_LENGTH);
  return {
    hook_token_hash: await sha256Hex(token),
    hook_token_sealed: await seal(await keyringOf(ctx.env.ENCRYPTION_KEYS), token, `hook:${installId}`),
  };
}

export type HookAddress = { shard: number; builderId: string };

/** @returns undefined for what is no token */
export function readHookToken(token: string): HookAddress | undefined {
  const [, shard, builderId] =
    /^(\d{1,4})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9A-Za-z]{32}$/u.exec(token) ?? [];
  return shard === undefined || builderId === undefined ? undefined : { shard: Number(shard), builderId };
}

/** Where the upstream sends its webhooks, below our own origin. */
export async function hookPath(ctx: Context, { id, hook_token_sealed: sealed }: InstallRow): Promise<string> {
  return `/hooks/${id}/${await unseal(await keyringOf(ctx.env.ENCRYPTION_KEYS), sealed, `hook:${id}`)}`;
}
