import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";
import { applicationScopes } from "#modules/access";

export const APP_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d01";
export const tag = "Developer applications";
export const params = { id: { description: "Id of the application.", example: APP_ID } };

export const at = (description: string) =>
  z.string().max(30).openapi({ format: "date-time", description, example: "2026-04-14T08:00:00.000Z" });
export const atOrNull = (description: string) =>
  z.string().max(30).nullable().openapi({ format: "date-time", description, example: null });

const STATES = ["draft", "submitted", "in_review", "changes_requested", "approved", "rejected"] as const;

const name = () =>
  z.string().trim().min(1).max(100).openapi({ description: "Name on the consent screen.", example: "Acme Sync" });
const description = () =>
  z.string().max(2000).openapi({ description: "What it does.", example: "Keeps budgets and Acme's ledger the same." });
const redirectUris = () =>
  z
    .array(z.string().max(2000))
    .min(1)
    .max(10)
    .openapi({
      description:
        "Where a decision is sent: https, http on 127.0.0.1, [::1] or localhost, or for public applications a private-use scheme such as com.example.app:/callback. Compared exactly.",
      example: ["https://app.acme.example/oauth/callback"],
    });
const scopes = () =>
  z
    .array(z.enum(applicationScopes as unknown as [string, ...string[]]))
    .min(1)
    .max(100)
    .openapi({ description: "The most it may ask for.", example: ["read:projects", "read:budgets"] });
const homepage = () =>
  z.string().max(2000).nullable().openapi({ description: "Its homepage, https.", example: "https://acme.example/" });
const ttl = (description_: string, most: number, example: number) =>
  z.int().min(60).max(most).nullable().openapi({ format: "int32", description: description_, example });
const accessTtl = () =>
  ttl("Life of its access tokens in seconds, at most the platform's; null for the platform's.", 86_400, 3600);
const refreshTtl = () =>
  ttl("Life of its refresh tokens in seconds, at most the platform's; null for the platform's.", 31_536_000, 2_592_000);

const shape = {
  id: idSchema().openapi({ description: "Identifier.", example: APP_ID }),
  name: name(),
  description: description(),
  client_id: z.string().max(64).openapi({ description: "OAuth client_id.", example: "app7Qm2xK9vB4nT1sR8wYcLpEd3" }),
  type: z
    .enum(["public", "confidential"])
    .openapi({ description: "Whether it can keep a secret (RFC 6749 section 2.1).", example: "confidential" }),
  redirect_uris: redirectUris(),
  scopes: scopes(),
  logo_url: z.string().max(200).nullable().openapi({ description: "Path of its logo.", example: null }),
  homepage_url: homepage(),
  access_ttl: accessTtl(),
  refresh_ttl: refreshTtl(),
  state: z.enum(STATES).openapi({ description: "Where it is in its review.", example: "draft" }),
  is_published: z.boolean().openapi({ description: "Whether the marketplace lists it.", example: false }),
  install_count: z.int().min(0).max(10_000_000).openapi({ format: "int32", description: "Installs.", example: 0 }),
  previous_secret_expires_at: atOrNull("Until when the secret before the last rotation is accepted."),
  created_at: at("When it was registered."),
  updated_at: at("When it was last changed."),
};

export const appSchema = z.strictObject(shape).openapi("DeveloperApp");
export const appWithSecretSchema = z
  .strictObject({
    ...shape,
    client_secret: z.string().max(64).nullable().openapi({
      description: "The secret, shown this once; null for a public application.",
      example: "ross_cs_h3KxT9aB…",
    }),
  })
  .openapi("DeveloperAppWithSecret");

export const appExample = {
  id: APP_ID,
  name: "Acme Sync",
  description: "Keeps budgets and Acme's ledger the same.",
  client_id: "app7Qm2xK9vB4nT1sR8wYcLpEd3",
  type: "confidential",
  redirect_uris: ["https://app.acme.example/oauth/callback"],
  scopes: ["read:budgets", "read:projects"],
  logo_url: null,
  homepage_url: "https://acme.example/",
  access_ttl: null,
  refresh_ttl: null,
  state: "draft",
  is_published: false,
  install_count: 0,
  previous_secret_expires_at: null,
  created_at: "2026-04-14T08:00:00.000Z",
  updated_at: "2026-04-14T08:00:00.000Z",
};
export const appWithSecretExample = { ...appExample, client_secret: "ross_cs_h3KxT9aBq0W…" };

export const newAppSchema = () =>
  z
    .strictObject({
      name: name(),
      description: description().optional(),
      type: shape.type.default("confidential"),
      redirect_uris: redirectUris(),
      scopes: scopes(),
      homepage_url: homepage().optional(),
      access_ttl: accessTtl().optional(),
      refresh_ttl: refreshTtl().optional(),
    })
    .openapi("DeveloperAppCreate");
export const newAppExample = {
  name: "Acme Sync",
  type: "confidential",
  redirect_uris: ["https://app.acme.example/oauth/callback"],
  scopes: ["read:projects", "read:budgets"],
  homepage_url: "https://acme.example/",
};

export const appPatchSchema = () =>
  z
    .strictObject({
      name: name().optional(),
      description: description().optional(),
      redirect_uris: redirectUris().optional(),
      scopes: scopes().optional(),
      homepage_url: homepage().optional(),
      access_ttl: accessTtl().optional(),
      refresh_ttl: refreshTtl().optional(),
    })
    .openapi("DeveloperAppUpdate");

export const rotateSchema = () =>
  z
    .strictObject({
      overlap_hours: z.int().min(0).max(24).optional().openapi({
        format: "int32",
        description: "Hours the old secret is accepted for; 0 ends it at once. Default 24.",
        example: 24,
      }),
    })
    .openapi("DeveloperAppSecretRotation");

export const assetSchema = z
  .strictObject({
    id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11" }),
    kind: z.enum(["logo", "screenshot"]).openapi({ description: "What it is.", example: "screenshot" }),
    url: z.string().max(200).openapi({
      description: "Path of the image.",
      example: "/api/v1/app-assets/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11",
    }),
    content_type: z.enum(["image/png", "image/jpeg"]).openapi({ description: "Media type.", example: "image/png" }),
    size_bytes: z.int().min(1).max(5_242_880).openapi({ format: "int32", description: "Size.", example: 182_113 }),
    width: z.int().min(1).max(2048).openapi({ format: "int32", description: "Pixels.", example: 1280 }),
    height: z.int().min(1).max(2048).openapi({ format: "int32", description: "Pixels.", example: 800 }),
    created_at: at("When it was uploaded."),
  })
  .openapi("AppAsset");
export const assetExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11",
  kind: "screenshot",
  url: "/api/v1/app-assets/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11",
  content_type: "image/png",
  size_bytes: 182_113,
  width: 1280,
  height: 800,
  created_at: "2026-04-14T08:00:00.000Z",
};
