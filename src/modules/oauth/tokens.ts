import { newToken } from "#lib/access-token-format";
import { sha256Hex } from "#lib/digest";
import type { Lifetimes } from "./lifetimes";

/** A token response (RFC 6749 section 5.1). `builder_id` says whose data the tokens reach. */
export type TokenResponse = {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  refresh_token: string;
  scope: string;
  builder_id: string;
};

/** What the database keeps of a pair of tokens. */
type Kept = { accessHash: string; refreshHash: string; accessExpiresAt: number; refreshExpiresAt: number };

export async function newPair(
  authorization: { id: string; builderId: string; scopes: readonly string[] },
  { accessSeconds, refreshSeconds }: Lifetimes,
  now: number,
): Promise<{ kept: Kept; response: TokenResponse }> {
  const access = newToken("access", authorization.id);
  const refresh = newToken("refresh", authorization.id);
  const [accessHash, refreshHash] = await Promise.all([sha256Hex(access), sha256Hex(refresh)]);
  return {
    kept: {
      accessHash,
      refreshHash,
      accessExpiresAt: now + accessSeconds * 1000,
      refreshExpiresAt: now + refreshSeconds * 1000,
    },
    response: {
      access_token: access,
      token_type: "Bearer",
      expires_in: accessSeconds,
      refresh_token: refresh,
      scope: authorization.scopes.join(" "),
      builder_id: authorization.builderId,
    },
  };
}
