import { z } from "@hono/zod-openapi";
import { idSchema, textSchema } from "#models";

const AUTHORIZATION = "018f3a5e7d4c7a319a6f3f0a7f1c2b55";
/** Their checksums are wrong, so they are refused at the door. */
const ACCESS = `ross_at_${AUTHORIZATION}h3KxT9aBq0WmZ4vYc7LrN2dPs8UeFt1G000000`;
const REFRESH = `ross_rt_${AUTHORIZATION}Gt1Fe8UsP2dNrL7cYv4ZmW0qBa9TxK3h000000`;
const CODE = `ross_ac_${AUTHORIZATION}Ue5QkYw3h8Kq2Vb7Nt5Rm1Xc9Lp4Zd6F000000`;
const CLIENT_ID = "app7Qm2xK9vB4nT1sR8wYcLpEd3";
const BUILDER_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01";
const SCOPE = "read:projects write:invoices";
const SCOPE_PATTERN = "^[a-z_]+:[a-z_]+( [a-z_]+:[a-z_]+)*$";

const token = (kind: "at" | "rt", description: string, example: string) =>
  z
    .string()
    .max(78)
    .openapi({ pattern: `^ross_${kind}_[0-9A-Za-z]{70}$`, description, example });
const scope = (description: string) =>
  z.string().max(4000).openapi({ pattern: SCOPE_PATTERN, description, example: SCOPE });
const seconds = (description: string, most: number, example: number) =>
  z.int().min(0).max(most).openapi({ format: "int64", description, example });
const builderId = () => idSchema().openapi({ description: "Whose data the token reaches.", example: BUILDER_ID });
const clientId = (description: string) => textSchema(100).openapi({ description, example: CLIENT_ID });
const issuer = (description: string) =>
  z.string().max(500).openapi({ format: "uri", description, example: "https://developers.rossos.com" });

export const tokenSchema = () =>
  z
    .object({
      access_token: token("at", "The access token; opaque.", ACCESS),
      token_type: z.enum(["Bearer"]).openapi({ description: "Always Bearer (RFC 6750).", example: "Bearer" }),
      expires_in: seconds("Seconds that the access token lives.", 86_400, 3600),
      refresh_token: token("rt", "The refresh token, good once.", REFRESH),
      scope: scope("What the access token allows."),
      builder_id: builderId(),
    })
    .openapi("OAuthToken", { description: "A pair of tokens (RFC 6749 section 5.1)." });
export const tokenExample = {
  access_token: ACCESS,
  token_type: "Bearer",
  expires_in: 3600,
  refresh_token: REFRESH,
  scope: SCOPE,
  builder_id: BUILDER_ID,
};

export const introspectionSchema = () =>
  z
    .object({
      active: z.boolean().openapi({ description: "Whether the token is good.", example: true }),
      scope: scope("What it allows.").optional(),
      client_id: clientId("The application it was issued to.").optional(),
      token_type: z
        .enum(["Bearer"])
        .optional()
        .openapi({ description: "Of an access token: Bearer.", example: "Bearer" }),
      exp: seconds("When it expires, in seconds since 1970.", 99_999_999_999, 1_776_157_200).optional(),
      sub: idSchema()
        .optional()
        .openapi({ description: "The member who allowed it.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b44" }),
      aud: issuer("Where it is good.").optional(),
      iss: issuer("Who issued it.").optional(),
      builder_id: builderId().optional(),
    })
    .openapi("OAuthIntrospection", {
      description: "What a token is good for (RFC 7662); of one that is not the caller's, or dead, `active` alone.",
    });
export const introspectionExample = {
  active: true,
  client_id: CLIENT_ID,
  sub: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b44",
  aud: "https://developers.rossos.com",
  iss: "https://developers.rossos.com",
  builder_id: BUILDER_ID,
  token_type: "Bearer",
  scope: SCOPE,
  exp: 1_776_157_200,
};

export const revokedSchema = () =>
  z.object({}).openapi("OAuthRevoked", { description: "An empty object, for clients that insist on JSON." });

export const oauthErrorSchema = () =>
  z
    .object({
      error: z
        .enum([
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope",
          "invalid_target",
          "slow_down",
          "temporarily_unavailable",
          "server_error",
        ])
        .openapi({ description: "What went wrong, for programs.", example: "invalid_grant" }),
      error_description: z.string().max(500).optional().openapi({
        pattern: "^[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]*$",
        description: "What went wrong, for developers.",
        example: "The refresh token is unknown, has expired, was used before, or was revoked.",
      }),
    })
    .openapi("OAuthError", { description: "A refusal, as RFC 6749 section 5.2 words it." });

const secret = () =>
  textSchema(200).optional().openapi({
    description: "Of a confidential application that does not send it by Basic.",
    example: "ross_cs_h3KxT9aBq0WmZ4vYc7LrN2dPs8UeFt1GxK5oJw6Q",
  });
const client = () => ({
  client_id: clientId("The application, unless Basic names it.").optional(),
  client_secret: secret(),
});

export const tokenFormSchema = () =>
  z
    .object({
      grant_type: z
        .enum(["authorization_code", "refresh_token"])
        .openapi({ description: "What is exchanged.", example: "authorization_code" }),
      code: textSchema(200).optional().openapi({ description: "The code, good once and for 60 s.", example: CODE }),
      redirect_uri: textSchema(2000).optional().openapi({
        description: "That of the request, if sent.",
        example: "https://app.acme.example.com/oauth/callback",
      }),
      code_verifier: z.string().max(128).optional().openapi({
        pattern: "^[A-Za-z0-9._~-]{43,128}$",
        description: "What the challenge was made of (RFC 7636); needed with a code.",
        example: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
      }),
      refresh_token: textSchema(200)
        .optional()
        .openapi({ description: "The refresh token; it is good once.", example: REFRESH }),
      scope: scope("With a refresh token: a part of what was granted. Without it: all of that.").optional(),
      ...client(),
    })
    .openapi("OAuthTokenRequest", { description: "What is exchanged for tokens." });
export const tokenFormExample = {
  grant_type: "authorization_code",
  code: CODE,
  redirect_uri: "https://app.acme.example.com/oauth/callback",
  code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
};

export const oneTokenFormSchema = () =>
  z
    .object({
      token: textSchema(200).openapi({ description: "The token.", example: ACCESS }),
      token_type_hint: z
        .enum(["access_token", "refresh_token"])
        .optional()
        .openapi({ description: "What it is; not needed.", example: "access_token" }),
      ...client(),
    })
    .openapi("OAuthTokenQuestion", { description: "Which token is meant." });
export const oneTokenFormExample = { token: ACCESS };
