import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery } from "#models";
import { allScopes } from "#modules/access";
import * as apiKeys from "#modules/api-keys";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";

const time = (description: string, example: string | null) =>
  z.string().max(30).nullable().openapi({ format: "date-time", description, example });
const scopes = () =>
  z
    .array(z.enum(allScopes as unknown as [string, ...string[]]))
    .min(1)
    .max(100)
    .openapi({
      description: "What the key may do. Write does not imply read.",
      example: ["read:projects", "write:invoices"],
    });

const shape = {
  id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01" }),
  name: z.string().min(1).max(100).openapi({ description: "What the key is for.", example: "Nightly ERP sync" }),
  key_prefix: z
    .string()
    .max(8)
    .openapi({ description: "The 8 characters of the key that name it.", example: "h3KxT9aB" }),
  scopes: scopes(),
  rate_limit: z
    .int()
    .min(1)
    .max(1_000_000)
    .openapi({ format: "int32", description: "Requests a minute.", example: 500 }),
  environment: z.enum(["live", "sandbox"]).openapi({ description: "Whose data the key reaches.", example: "live" }),
  is_active: z.boolean().openapi({ description: "Whether it is accepted.", example: true }),
  last_used_at: time("When it was last used; right within a minute.", "2026-04-14T08:00:00.000Z"),
  expires_at: time("When it stops being accepted.", null),
  rolled_from: z.string().max(36).nullable().openapi({ description: "The key it replaces.", example: null }),
  created_at: z
    .string()
    .max(30)
    .openapi({ format: "date-time", description: "When it was created.", example: "2026-04-14T08:00:00.000Z" }),
  revoked_at: time("When it was revoked.", null),
};
const keySchema = z.strictObject(shape).openapi("ApiKey");
const createdSchema = z
  .strictObject({
    ...shape,
    key: z
      .string()
      .max(60)
      .openapi({ description: "The key itself, shown this once.", example: "ross_live_h3KxT9aB…" }),
  })
  .openapi("ApiKeyWithSecret");
const example = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01",
  name: "Nightly ERP sync",
  key_prefix: "h3KxT9aB",
  scopes: ["read:projects", "write:invoices"],
  rate_limit: 500,
  environment: "live",
  is_active: true,
  last_used_at: "2026-04-14T08:00:00.000Z",
  expires_at: null,
  rolled_from: null,
  created_at: "2026-04-14T08:00:00.000Z",
  revoked_at: null,
};
const secretExample = { ...example, key: "ross_live_h3KxT9aBq0W…" };

const createSchema = () =>
  z
    .strictObject({
      name: shape.name,
      scopes: scopes(),
      rate_limit: z.int().min(1).max(1_000_000).optional().openapi({
        format: "int32",
        description: "Requests a minute; at most the plan's, and the default.",
        example: 500,
      }),
      expires_at: z.iso.datetime({ offset: true }).max(35).nullable().optional().openapi({
        format: "date-time",
        description: "When it is to stop being accepted.",
        example: "2027-04-14T08:00:00Z",
      }),
    })
    .openapi("ApiKeyCreate");

const rollSchema = () =>
  z
    .strictObject({
      overlap_days: z.int().min(0).max(7).optional().openapi({
        format: "int32",
        description: "Days the old key lives on; 0 ends it at once. Default 1.",
        example: 1,
      }),
    })
    .openapi("ApiKeyRoll");

const params = { id: { description: "Id of the API key.", example: example.id } };
const tag = "API keys";

export const apiKeyEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof apiKeys.listApiKeys>>, undefined, ListQuery>({
    operationId: "listApiKeys",
    method: "get",
    path: "/api-keys",
    scope: "read:api_keys",
    tag,
    summary: "List API keys",
    description:
      "The builder's keys, revoked ones included, newest first. No key is ever shown again after its creation.",
    query: { list: apiKeys.apiKeyList },
    responses: {
      200: {
        description: "A page of keys.",
        schema: () => pageSchema(keySchema, "ApiKey"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => apiKeys.listApiKeys(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<apiKeys.ApiKeyWithSecret, apiKeys.NewApiKey>({
    operationId: "createApiKey",
    method: "post",
    path: "/api-keys",
    scope: "write:api_keys",
    tag,
    summary: "Create an API key",
    description: "A key can make only keys that are no stronger than itself: no scope it has not, no higher limit.",
    body: {
      schema: createSchema,
      example: { name: "Nightly ERP sync", scopes: ["read:projects", "write:invoices"], rate_limit: 500 },
    },
    idempotent: "platform",
    responses: {
      201: {
        description: "The key. It is shown this once.",
        schema: () => createdSchema,
        example: secretExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body }) => apiKeys.createApiKey(ctx, body),
    answer: (key) => ({ status: 201, body: key, location: `/api/v1/api-keys/${key.id}` }),
  }),
  endpoint<void>({
    operationId: "revokeApiKey",
    method: "delete",
    path: "/api-keys/{id}",
    params,
    scope: "write:api_keys",
    tag,
    summary: "Revoke an API key",
    description:
      "Once this is answered no request with the key is accepted anywhere. Revoking a revoked key is no error.",
    responses: { 204: { description: "Revoked." } },
    run: ({ ctx, params: { id = "" } }) => apiKeys.revokeApiKey(ctx, id),
    answer: () => ({ status: 204 }),
  }),
  endpoint<apiKeys.ApiKeyWithSecret, { overlap_days?: number | undefined }>({
    operationId: "rollApiKey",
    method: "post",
    path: "/api-keys/{id}/roll",
    params,
    scope: "write:api_keys",
    tag,
    summary: "Roll an API key",
    description:
      "Makes a new key with the same name, scopes and limit. The old one lives on for the chosen time, never past its own expiry.",
    body: { schema: rollSchema, example: { overlap_days: 1 }, optional: true },
    idempotent: "platform",
    responses: {
      201: {
        description: "The new key. It is shown this once.",
        schema: () => createdSchema,
        example: secretExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => apiKeys.rollApiKey(ctx, id, body.overlap_days ?? 1),
    answer: (key) => ({ status: 201, body: key, location: `/api/v1/api-keys/${key.id}` }),
  }),
];
