import { isChallenge } from "#lib/pkce";
import { type Form, readScopes } from "#lib/oauth-form";
import { matchesRedirectUri, withParameters } from "#lib/redirect-uri";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { type Application, selectClient } from "./store";

/** An authorization request that a person may be asked about. */
export type AuthorizationRequest = {
  application: Application;
  redirectUri: string;
  scopes: string[];
  state: string | undefined;
  challenge: string;
};

export type CheckedRequest =
  | { outcome: "valid"; request: AuthorizationRequest }
  /** Told to the application, at a redirect URI that is certainly its own. */
  | { outcome: "redirect"; location: string }
  /** Told to the person alone: where the answer would go is not known to be the application's. */
  | { outcome: "refused"; reason: string };

type Fault = { error: string; description: string };

/**
 * Checks an authorization request: first whose it is and where its answer may go, then the rest (RFC 6749 section
 * 4.1.2.1, RFC 7636, RFC 9207).
 */
export async function checkRequest(env: Bindings, { values, duplicates }: Form): Promise<CheckedRequest> {
  if (duplicates.includes("client_id") || duplicates.includes("redirect_uri"))
    return refused("The request names its application or its redirect URI twice.");
  const clientId = values.get("client_id");
  if (clientId === undefined) return refused("The request does not say which application it comes from: client_id.");
  const application = await selectClient(platformOf(env), clientId);
  if (!application) return refused("There is no application with this client_id.");
  const redirectUri = chooseRedirect(JSON.parse(application.redirect_uris) as string[], values.get("redirect_uri"));
  if (redirectUri === undefined)
    return refused(
      "The redirect URI of the request is not one that the application registered. Its developer has to put that right.",
    );
  return checkRest(env, { values, duplicates }, application, redirectUri);
}

const refused = (reason: string): CheckedRequest => ({ outcome: "refused", reason });

/** What the application may be told itself, now that it is known where. */
function checkRest(
  env: Bindings,
  { values, duplicates }: Form,
  application: Application,
  redirectUri: string,
): CheckedRequest {
  const state = duplicates.includes("state") ? undefined : values.get("state");
  const ceiling = JSON.parse(application.application_scopes) as string[];
  const scopes = values.has("scope") ? readScopes(values.get("scope") ?? "") : ceiling;
  const fault = findFault(values, duplicates, env.PUBLIC_URL) ?? scopeFault(scopes, ceiling);
  if (fault) {
    const answer = { error: fault.error, error_description: fault.description, state, iss: env.PUBLIC_URL };
    return { outcome: "redirect", location: withParameters(redirectUri, answer) };
  }
  const challenge = values.get("code_challenge") ?? "";
  return {
    outcome: "valid",
    request: { application, redirectUri, scopes: (scopes ?? []).toSorted(), state, challenge },
  };
}

/** Who registered one URI alone need not say which (RFC 6749 section 3.1.2.3). */
function chooseRedirect(registered: readonly string[], asked: string | undefined): string | undefined {
  if (asked === undefined) return registered.length === 1 ? registered[0] : undefined;
  return registered.some((uri) => matchesRedirectUri(uri, asked)) ? asked : undefined;
}

type Values = Form["values"];

function findFault(values: Values, duplicates: readonly string[], audience: string): Fault | undefined {
  if (duplicates.length > 0) return invalidRequest("A parameter is there more than once.");
  const type = values.get("response_type");
  if (type === undefined) return invalidRequest("response_type is missing.");
  if (type !== "code") return { error: "unsupported_response_type", description: "response_type must be code." };
  if (values.has("request")) return { error: "request_not_supported", description: "Request objects are not read." };
  if (values.has("request_uri"))
    return { error: "request_uri_not_supported", description: "Request objects are not read." };
  if ((values.get("response_mode") ?? "query") !== "query") return invalidRequest("response_mode must be query.");
  return challengeFault(values) ?? resourceFault(values, audience);
}

function challengeFault(values: Values): Fault | undefined {
  const challenge = values.get("code_challenge");
  if (challenge === undefined) return invalidRequest("code_challenge is missing: PKCE is required of every client.");
  if (values.get("code_challenge_method") !== "S256") return invalidRequest("code_challenge_method must be S256.");
  return isChallenge(challenge) ? undefined : invalidRequest("code_challenge is not the base64url of a SHA-256.");
}

/** There is one audience (RFC 8707). */
function resourceFault(values: Values, audience: string): Fault | undefined {
  const resource = values.get("resource");
  if (resource === undefined || resource === audience || resource === `${audience}/`) return undefined;
  return { error: "invalid_target", description: "resource is not one that tokens are issued for." };
}

function scopeFault(scopes: readonly string[] | undefined, ceiling: readonly string[]): Fault | undefined {
  if (scopes && scopes.length > 0 && scopes.every((scope) => ceiling.includes(scope))) return undefined;
  return { error: "invalid_scope", description: "scope goes beyond what the application is registered for." };
}

const invalidRequest = (description: string): Fault => ({ error: "invalid_request", description });
