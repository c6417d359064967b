import { newToken } from "#lib/access-token-format";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { withParameters } from "#lib/redirect-uri";
import { type Db, prepare } from "#db/client";
import { commitPlatform, LostRace, mustChange } from "#db/commit";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { CODE_MS } from "./lifetimes";
import { chooseFrom, type Person } from "./offer-consent";
import { selectApplication } from "./store";

type Decision = { handle: string; approve: boolean; builderId: string | undefined };

export type Decided =
  | { outcome: "redirect"; location: string }
  /** The handle is unknown, used, expired, or another session's. */
  | { outcome: "gone" }
  | { outcome: "refused"; reason: string };

type Consent = {
  application_id: string;
  redirect_uri: string;
  scopes: string;
  state: string | null;
  challenge: string;
};

const SELECT = `select application_id, redirect_uri, scopes, state, challenge from oauth_consents
 where handle_hash = ?1 and session_id = ?2 and user_id = ?3 and expires_at > ?4`;
const TAKE = "delete from oauth_consents where handle_hash = ?1 and expires_at > ?2";
const INSERT_AUTHORIZATION = `insert into oauth_authorizations
 (id, builder_id, application_id, user_id, scopes_granted, access_scopes, refresh_expires_at, created_at)
 values (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)`;
const INSERT_CODE = `insert into oauth_codes (code_hash, authorization_id, application_id, redirect_uri, challenge, expires_at)
 values (?1, ?2, ?3, ?4, ?5, ?6)`;

/**
 * Carries a person's decision to the application. What the person may decide is looked up again: between the screen and
 * the decision a role may have changed.
 */
export async function decideConsent(
  env: Bindings,
  person: Pick<Person, "id" | "sessionId">,
  decision: Decision,
  now: number,
): Promise<Decided> {
  const platform = platformOf(env);
  const handleHash = await sha256Hex(decision.handle);
  const consent = await prepare(platform, SELECT, handleHash, person.sessionId, person.id, now).first<Consent>();
  const application = consent && (await selectApplication(platform, consent.application_id));
  if (!consent || !application) return { outcome: "gone" };
  const answer = (parameters: Record<string, string>): Decided => ({
    outcome: "redirect",
    location: withParameters(consent.redirect_uri, {
      ...parameters,
      state: consent.state ?? undefined,
      iss: env.PUBLIC_URL,
    }),
  });
  if (!decision.approve) {
    const { meta } = await prepare(platform, TAKE, handleHash, now).run();
    if (meta.changes !== 1) return { outcome: "gone" };
    return answer({ error: "access_denied", error_description: "The builder did not allow it." });
  }
  const { builders, preselected, obstacle } = await chooseFrom(platform, person.id, application);
  if (obstacle !== undefined) return { outcome: "refused", reason: obstacle };
  const wanted = decision.builderId ?? preselected;
  const builder = builders.find(({ id }) => id === wanted);
  if (!builder) return { outcome: "refused", reason: "Choose the builder that the application may see." };
  const code = await approve(platform, { handleHash, consent, builderId: builder.id, userId: person.id, now });
  return code === undefined ? { outcome: "gone" } : answer({ code });
}

type Approval = { handleHash: string; consent: Consent; builderId: string; userId: string; now: number };

/** @returns the code, or undefined when the handle was used in the meantime */
async function approve(
  platform: Db,
  { handleHash, consent, builderId, userId, now }: Approval,
): Promise<string | undefined> {
  const id = newId(now);
  const code = newToken("code", id);
  const { application_id, scopes, redirect_uri, challenge } = consent;
  const writes = [
    ...mustChange(platform, prepare(platform, TAKE, handleHash, now)),
    prepare(platform, INSERT_AUTHORIZATION, id, builderId, application_id, userId, scopes, now + CODE_MS, now),
    prepare(platform, INSERT_CODE, await sha256Hex(code), id, application_id, redirect_uri, challenge, now + CODE_MS),
  ];
  try {
    return await commitPlatform({ platform }, { writes, result: code });
  } catch (error) {
    if (error instanceof LostRace) return undefined;
    throw error;
  }
}
