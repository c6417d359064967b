import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, timeSchema, wordsSchema } from "#models";
import { applicationScopes } from "#modules/access";

export const APP_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d01";
export const tag = "Developer applications";
export const params = { id: { description: "Id of the application.", example: APP_ID } };

const CLIENT_ID = "app7Qm2xK9vB4nT1sR8wYcLpEd3";
const ASSET_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11";

export const at = (description: string) => timeSchema().openapi({ description, example: "2026-04-14T08:00:00.000Z" });
export const atOrNull = (description: string) => timeSchema().nullable().openapi({ description, example: null });
export const clientId = () =>
  z
    .string()
    .regex(/^app[0-9A-Za-z]{24}$/)
    .max(27)
    .openapi({ description: "OAuth `client_id`.", example: CLIENT_ID });
export const scopeName = () => z.enum(applicationScopes as unknown as [string, ...string[]]);
/** A path of this deployment. */
export const path = (description: string, example: string | null) =>
  z.string().max(200).openapi({ format: "uri-reference", description, example });

const STATES = ["draft", "submitted", "in_review", "changes_requested", "approved", "rejected"] as const;

const NAME = { description: "Name on the consent screen.", example: "Acme Sync" };
const name = () => textSchema(100).openapi(NAME);
const newName = () => wordsSchema(100).trim().openapi(NAME);
const description = () =>
  textSchema(2000).openapi({ description: "What it does.", example: "Keeps budgets and Acme's ledger the same." });
export const redirectUris = () =>
  z
    .array(z.string().max(2000).openapi({ pattern: "^[\\x21-\\x7e]+$" }))
    .min(1)
    .max(10)
    .openapi({
      description:
        "Where a decision is sent: https, http on 127.0.0.1, [::1] or localhost, or for public applications a private-use scheme such as com.example.app:/callback. Compared exactly.",
      example: ["https://app.acme.example.com/oauth/callback"],
    });
const scopes = () =>
  z
    .array(scopeName())
    .min(1)
    .max(100)
    .openapi({ description: "The most it may ask for.", example: ["read:projects", "read:budgets"] });
const homepage = () =>
  textSchema(2000).nullable().openapi({ description: "Its homepage, https.", example: "https://acme.example.com/" });
const ttl = (said: string, most: number, example: number) =>
  z.int().min(60).max(most).nullable().openapi({ format: "int32", description: said, example });
const accessTtl = () =>
  ttl("Life of its access tokens in seconds, at most the platform's; null for the platform's.", 86_400, 3600);
const refreshTtl = () =>
  ttl("Life of its refresh tokens in seconds, at most the platform's; null for the platform's.", 31_536_000, 2_592_000);

const shape = once(() => ({
  id: idSchema().openapi({ description: "Identifier.", example: APP_ID }),
  name: name(),
  description: description(),
  client_id: clientId(),
  type: z
    .enum(["public", "confidential"])
    .openapi({ description: "Whether it can keep a secret (RFC 6749 section 2.1).", example: "confidential" }),
  redirect_uris: redirectUris(),
  scopes: scopes(),
  logo_url: path("Path of its logo.", null).nullable(),
  homepage_url: homepage(),
  access_ttl: accessTtl(),
  refresh_ttl: refreshTtl(),
  state: z.enum(STATES).openapi({ description: "Where it is in its review.", example: "draft" }),
  is_published: z.boolean().openapi({ description: "Whether the marketplace lists it.", example: false }),
  install_count: z.int().min(0).max(10_000_000).openapi({ format: "int32", description: "Installs.", example: 0 }),
  previous_secret_expires_at: atOrNull("Until when the secret before the last rotation is accepted."),
  created_at: at("When it was registered."),
  updated_at: at("When it was last changed."),
}));

/** It is refused: its application is not there. */
const SECRET = "ross_cs_h3KxT9aBq0WmZ4vYc7LrN2dPs8UeFt1GxK5oJw6Q";

export const appSchema = once(() =>
  z.object(shape()).openapi("DeveloperApp", { description: "An application of a third-party developer." }),
);
export const appWithSecretSchema = once(() =>
  z
    .object({
      ...shape(),
      client_secret: z
        .string()
        .regex(/^ross_cs_[0-9A-Za-z]{40}$/)
        .max(48)
        .nullable()
        .openapi({ description: "The secret, shown this once; null for a public application.", example: SECRET }),
    })
    .openapi("DeveloperAppWithSecret", { description: "An application with its new secret." }),
);

export const appExample = {
  id: APP_ID,
  name: "Acme Sync",
  description: "Keeps budgets and Acme's ledger the same.",
  client_id: CLIENT_ID,
  type: "confidential",
  redirect_uris: ["https://app.acme.example.com/oauth/callback"],
  scopes: ["read:budgets", "read:projects"],
  logo_url: null,
  homepage_url: "https://acme.example.com/",
  access_ttl: null,
  refresh_ttl: null,
  state: "draft",
  is_published: false,
  install_count: 0,
  previous_secret_expires_at: null,
  created_at: "2026-04-14T08:00:00.000Z",
  updated_at: "2026-04-14T08:00:00.000Z",
};
export const appWithSecretExample = { ...appExample, client_secret: SECRET };

export const newAppSchema = () =>
  z
    .strictObject({
      name: newName(),
      description: description().optional(),
      type: shape().type.default("confidential"),
      redirect_uris: redirectUris(),
      scopes: scopes(),
      homepage_url: homepage().optional(),
      access_ttl: accessTtl().optional(),
      refresh_ttl: refreshTtl().optional(),
    })
    .openapi("DeveloperAppCreate", { description: "What registers an application." });
export const newAppExample = {
  name: "Acme Sync",
  type: "confidential",
  redirect_uris: ["https://app.acme.example.com/oauth/callback"],
  scopes: ["read:projects", "read:budgets"],
  homepage_url: "https://acme.example.com/",
};

export const appPatchSchema = () =>
  z
    .strictObject({
      name: newName().optional(),
      description: description().optional(),
      redirect_uris: redirectUris().optional(),
      scopes: scopes().optional(),
      homepage_url: homepage().optional(),
      access_ttl: accessTtl().optional(),
      refresh_ttl: refreshTtl().optional(),
    })
    .openapi("DeveloperAppUpdate", { description: "A JSON merge-patch of an application: what is left out stays." });

export const rotateSchema = () =>
  z
    .strictObject({
      overlap_hours: z.int().min(0).max(24).optional().openapi({
        format: "int32",
        description: "Hours the old secret is accepted for; 0 ends it at once. Default 24.",
        example: 24,
      }),
    })
    .openapi("DeveloperAppSecretRotation", {
      description: "How a secret is replaced; the body may be left out.",
    });

export const assetSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: ASSET_ID }),
      kind: z.enum(["logo", "screenshot"]).openapi({ description: "What it is.", example: "screenshot" }),
      url: path("Path of the image.", `/api/v1/app-assets/${ASSET_ID}`),
      content_type: z.enum(["image/png", "image/jpeg"]).openapi({ description: "Media type.", example: "image/png" }),
      size_bytes: z
        .int()
        .min(1)
        .max(5_242_880)
        .openapi({ format: "int32", description: "Size in bytes.", example: 182_113 }),
      width: z.int().min(1).max(2048).openapi({ format: "int32", description: "Width in pixels.", example: 1280 }),
      height: z.int().min(1).max(2048).openapi({ format: "int32", description: "Height in pixels.", example: 800 }),
      created_at: at("When it was uploaded."),
    })
    .openapi("AppAsset", { description: "A logo or a screenshot." }),
);
export const assetExample = {
  id: ASSET_ID,
  kind: "screenshot",
  url: `/api/v1/app-assets/${ASSET_ID}`,
  content_type: "image/png",
  size_bytes: 182_113,
  width: 1280,
  height: 800,
  created_at: "2026-04-14T08:00:00.000Z",
};
