import type { z } from "@hono/zod-openapi";
import { TEXT_PATTERN } from "#models";
import {
  introspectionExample,
  introspectionSchema,
  oauthErrorSchema,
  oneTokenFormExample,
  oneTokenFormSchema,
  revokedSchema,
  tokenExample,
  tokenFormExample,
  tokenFormSchema,
  tokenSchema,
} from "./protocol-schemas";

type Part = Record<string, unknown>;

/**
 * An operation as a protocol prescribes it, for the OpenAPI document alone: what serves it stands beside, and answers
 * nothing by the conventions of the rest.
 */
export type ProtocolOperation = {
  operationId: string;
  method: "get" | "post";
  path: string;
  tag: string;
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters?: readonly Part[];
  form?: { schema: () => z.ZodType; example: unknown };
  responses: () => Part;
};

const tag = "OAuth 2.0";

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });
const unkept = {
  description: "It is kept nowhere.",
  schema: { type: "string", enum: ["no-store"] },
  example: "no-store",
};
const headers = { "X-Request-Id": header("X-Request-Id"), "Cache-Control": unkept };
const formHeaders = { ...headers, "Access-Control-Allow-Origin": header("Access-Control-Allow-Origin") };
const challenge = {
  description: "How to authenticate (RFC 7617).",
  schema: { type: "string", maxLength: 100, pattern: "^Basic " },
  example: 'Basic realm="RossOS", charset="UTF-8"',
};

type Refusal = [description: string, error: string, said?: string | undefined, more?: Part];

function errorResponse([description, error, said, more = {}]: Refusal): Part {
  const example = said === undefined ? { error } : { error, error_description: said };
  return {
    description,
    headers: { ...formHeaders, ...more },
    content: { "application/json": { schema: oauthErrorSchema(), example } },
  };
}

const wait = { "Retry-After": header("Retry-After") };

/** What every operation that takes a form can be refused with. */
const formErrors = (badRequest: Refusal): Part => ({
  400: errorResponse(badRequest),
  401: errorResponse([
    "`invalid_client`: the application is unknown or did not authenticate as it must.",
    "invalid_client",
    "The client is unknown or did not authenticate as it must.",
    { "WWW-Authenticate": challenge },
  ]),
  429: errorResponse([
    "`slow_down`: more than 1,200 requests of the application in 60 seconds, or too many failures to authenticate.",
    "slow_down",
    "Too many requests. Wait as long as Retry-After says.",
    wait,
  ]),
  500: errorResponse(["`server_error`: something failed on our side.", "server_error"]),
  503: errorResponse(["`temporarily_unavailable`: repeat it in a moment.", "temporarily_unavailable", undefined, wait]),
});

const answer = (description: string, schema: () => z.ZodType, example: unknown): Part => ({
  description,
  headers: formHeaders,
  content: { "application/json": { schema: schema(), example } },
});

const page = (description: string, more: Part = {}): Part => ({
  description,
  headers: { ...headers, ...more },
  content: {
    "text/html": {
      schema: { type: "string", maxLength: 200_000, pattern: TEXT_PATTERN, description: "A page for people." },
      example: "<!doctype html><title>Draw Desk asks for access</title>",
    },
  },
});

const parameter = (name: string, required: boolean, description: string, schema: Part, example: string): Part => ({
  name,
  in: "query",
  required,
  description,
  schema: { type: "string", ...schema },
  example,
});
const text = (maxLength: number) => ({ maxLength, pattern: TEXT_PATTERN });

const authorizeParameters: readonly Part[] = [
  parameter("response_type", true, "Always code.", { enum: ["code"] }, "code"),
  parameter("client_id", true, "The application.", text(100), "app7Qm2xK9vB4nT1sR8wYcLpEd3"),
  parameter(
    "redirect_uri",
    false,
    "Where the answer goes: one that is registered. It may be left out where one alone is.",
    text(2000),
    "https://app.acme.example.com/oauth/callback",
  ),
  parameter(
    "scope",
    false,
    "What is asked for, separated by spaces. Without it: all that the application is registered for.",
    { maxLength: 4000, pattern: "^[a-z_]+:[a-z_]+( [a-z_]+:[a-z_]+)*$" },
    "read:projects write:invoices",
  ),
  parameter("state", false, "Comes back as it is.", text(2000), "af0ifjsldkj"),
  parameter(
    "code_challenge",
    true,
    "The base64url of the verifier's SHA-256 (RFC 7636); every application needs one.",
    { minLength: 43, maxLength: 43, pattern: "^[A-Za-z0-9_-]{43}$" },
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  ),
  parameter("code_challenge_method", true, "Always S256.", { enum: ["S256"] }, "S256"),
];

const location = {
  description: "The application's redirect URI with `code`, or `error`, and `state` and `iss`; or the sign-in page.",
  schema: { type: "string", format: "uri-reference", maxLength: 20_000 },
  example: "/sign-in/?return_to=%2Fapi%2Fv1%2Foauth%2Fauthorize%3Fresponse_type%3Dcode",
};

/** Each way to send a client's credentials: by Basic, or in the form. */
const byClient = [{ client: [] }, {}];

export const protocolOperations: readonly ProtocolOperation[] = [
  {
    operationId: "authorizeApp",
    method: "get",
    path: "/oauth/authorize",
    tag,
    summary: "Ask a person for access",
    description:
      "Send the person's browser here (RFC 6749 section 4.1.1, with PKCE). Whoever is not signed in is sent to the sign-in page and comes back. The page says which application asks for what; an owner or admin decides, and the browser goes to the redirect URI with a `code`, or with `error=access_denied`. A request with an unknown application or redirect URI is answered with a page and redirected nowhere.",
    security: [{}, { session: [] }],
    parameters: authorizeParameters,
    responses: () => ({
      200: page("The page on which the person decides."),
      302: {
        description: "To the sign-in page, or back to the application.",
        headers: { ...headers, Location: location },
      },
      400: page("The application or its redirect URI is not known."),
      429: page("Too many requests of the address.", wait),
      500: page("Something failed on our side."),
      503: page("A part of the service does not answer."),
    }),
  },
  {
    operationId: "createToken",
    method: "post",
    path: "/oauth/token",
    tag,
    summary: "Get tokens",
    description:
      "Exchanges a code, or a refresh token, for an access token and a new refresh token. Codes and refresh tokens are good once: a second use ends the authorization. A parameter that is there twice, JSON, and parameters in the URL are refused.",
    security: byClient,
    form: { schema: tokenFormSchema, example: tokenFormExample },
    responses: () => ({
      200: answer("The tokens.", tokenSchema, tokenExample),
      ...formErrors([
        "`invalid_request`, `invalid_grant`, `invalid_scope` or `unsupported_grant_type`.",
        "invalid_grant",
        "The code is unknown, has expired, was used before, or belongs to another client.",
      ]),
    }),
  },
  {
    operationId: "revokeToken",
    method: "post",
    path: "/oauth/revoke",
    tag,
    summary: "Revoke a token",
    description:
      "Ends a token of the calling application (RFC 7009): a refresh token with everything its authorization has, an access token alone. A token that is unknown, dead or another application's is no error.",
    security: byClient,
    form: { schema: oneTokenFormSchema, example: oneTokenFormExample },
    responses: () => ({
      200: answer("It is good no longer, or never was.", revokedSchema, {}),
      ...formErrors(["`invalid_request`: the form is not as it must be.", "invalid_request", "token is missing."]),
    }),
  },
  {
    operationId: "introspectToken",
    method: "post",
    path: "/oauth/introspect",
    tag,
    summary: "Ask what a token is good for",
    description:
      "Tells a confidential application of one of its own tokens (RFC 7662). Of any other token it says what it says of a dead one.",
    security: [{ client: [] }, {}],
    form: { schema: oneTokenFormSchema, example: oneTokenFormExample },
    responses: () => ({
      200: answer("What the token is good for.", introspectionSchema, introspectionExample),
      ...formErrors(["`invalid_request`: the form is not as it must be.", "invalid_request", "token is missing."]),
    }),
  },
];
