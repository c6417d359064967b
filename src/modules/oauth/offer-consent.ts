import { describeScope } from "#modules/access";
import { newSecret } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { redirectTarget } from "#lib/redirect-uri";
import { type Db, prepare } from "#db/client";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import type { AuthorizationRequest } from "./check-request";
import { CONSENT_MS } from "./lifetimes";
import { type Application, type Candidate, selectCandidates, selectUserName } from "./store";

/** The signed-in person at the browser. */
export type Person = { id: string; sessionId: string; name: string; email: string };

export type BuilderChoice = { id: string; name: string; environment: "live" | "sandbox" };

/** What the consent screen shows. `handle` answers for it, once, from the same session, within 10 minutes. */
export type Offer = {
  handle: string;
  application: string;
  developer: string;
  approved: boolean;
  redirectUri: string;
  redirectTarget: string;
  person: { name: string; email: string };
  scopes: { scope: string; words: string }[];
  builders: BuilderChoice[];
  /** The one of them that goes without choosing. */
  preselected: string | undefined;
  /** Why there is no builder to choose, when there is none. */
  obstacle: string | undefined;
};

const INSERT = `insert into oauth_consents
 (handle_hash, session_id, user_id, application_id, redirect_uri, scopes, state, challenge, expires_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`;

/** Keeps a checked request for the person's decision and says what there is to decide. */
export async function offerConsent(
  env: Bindings,
  person: Person,
  request: AuthorizationRequest,
  now: number,
): Promise<Offer> {
  const platform = platformOf(env);
  const { application } = request;
  const handle = newSecret("", 43);
  const insert = prepare(
    platform,
    INSERT,
    await sha256Hex(handle),
    person.sessionId,
    person.id,
    application.application_id,
    request.redirectUri,
    JSON.stringify(request.scopes),
    request.state ?? null,
    request.challenge,
    now + CONSENT_MS,
  );
  const [choice, developer] = await Promise.all([
    chooseFrom(platform, person.id, application),
    selectUserName(platform, application.developer_id),
    insert.run(),
  ]);
  return {
    ...choice,
    handle,
    application: application.application_name,
    developer: developer ?? "an unknown developer",
    approved: application.is_approved === 1,
    redirectUri: request.redirectUri,
    redirectTarget: redirectTarget(request.redirectUri),
    person: { name: person.name, email: person.email },
    scopes: request.scopes.map((scope) => ({ scope, words: describeScope(scope) })),
  };
}

/** The builders the person may let the application into, or why there are none. */
export async function chooseFrom(
  platform: Db,
  userId: string,
  application: Application,
): Promise<Pick<Offer, "builders" | "preselected" | "obstacle">> {
  const candidates = await selectCandidates(platform, userId, application.developer_id);
  const deciding = candidates.filter(({ role }) => role !== "member");
  const builders = deciding.filter((candidate) => isOpenTo(application, candidate));
  return {
    builders: builders.map(({ id, name, environment }) => ({ id, name, environment })),
    preselected: preselect(builders)?.id,
    obstacle: builders.length > 0 ? undefined : obstacleOf(candidates, deciding),
  };
}

/** The only builder, or the only one beside sandboxes; who has several says which. */
function preselect(builders: readonly Candidate[]): Candidate | undefined {
  const live = builders.filter(({ environment }) => environment === "live");
  const likely = live.length > 0 ? live : builders;
  return likely.length === 1 ? likely[0] : undefined;
}

/** Until it is approved, an application is for sandboxes and for the builders of its own developer. */
const isOpenTo = (application: Application, candidate: Candidate): boolean =>
  application.is_approved === 1 || candidate.environment === "sandbox" || candidate.developers_own === 1;

function obstacleOf(candidates: readonly Candidate[], deciding: readonly Candidate[]): string {
  if (candidates.length === 0) return "You do not belong to a builder yet, so there is nothing to allow access to.";
  if (deciding.length === 0)
    return "Only owners and admins of a builder can allow an application. Ask one of yours to open this page.";
  return "This application has not been reviewed yet. Until it is, only sandboxes and its developer's own builders can allow it.";
}
