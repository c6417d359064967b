import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, wordsSchema, timeSchema } from "#models";
import { allScopes } from "#modules/access";
import * as apiKeys from "#modules/api-keys";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";

const time = (description: string, example: string | null) => timeSchema().nullable().openapi({ description, example });
const scopes = () =>
  z
    .array(z.enum(allScopes as unknown as [string, ...string[]]))
    .min(1)
    .max(100)
    .openapi({
      description: "What the key may do. `write:…` does not include `read:…`.",
      example: ["read:projects", "write:invoices"],
    });

const example = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b21",
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
/** Its checksum is wrong, so it is refused at the door. */
const key = "ross_live_h3KxT9aBq0WmZ4vYc7LrN2dPs8UeFt1G000000";
const createdExample = { ...example, last_used_at: null, key };
const rolledExample = { ...createdExample, id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b22", rolled_from: example.id };

const shape = once(() => ({
  id: idSchema().openapi({ description: "Identifier.", example: example.id }),
  name: wordsSchema(100).openapi({ description: "What the key is for.", example: example.name }),
  key_prefix: z
    .string()
    .regex(/^[0-9A-Za-z]{8}$/)
    .max(8)
    .openapi({ description: "The 8 characters after `ross_live_` or `ross_test_`.", example: example.key_prefix }),
  scopes: scopes(),
  rate_limit: z
    .int()
    .min(1)
    .max(1_000_000)
    .openapi({ format: "int32", description: "How many requests it may make in any 60 seconds.", example: 500 }),
  environment: z.enum(["live", "sandbox"]).openapi({ description: "Whose data the key reaches.", example: "live" }),
  is_active: z.boolean().openapi({ description: "False once it was revoked.", example: true }),
  last_used_at: time("When it was last used; at most a minute behind.", example.last_used_at),
  expires_at: time("From when on it is refused.", null),
  rolled_from: idSchema().nullable().openapi({ description: "The key that it replaces.", example: null }),
  created_at: timeSchema().openapi({ description: "When it was created.", example: example.created_at }),
  revoked_at: time("When it was revoked.", null),
}));
const keySchema = once(() =>
  z.object(shape()).openapi("ApiKey", { description: "An API key, without the key itself." }),
);
const createdSchema = once(() =>
  z
    .object({
      ...shape(),
      key: z
        .string()
        .regex(/^ross_(live|test)_[0-9A-Za-z]{38}$/)
        .max(48)
        .openapi({ description: "The key itself. It is shown this once.", example: key }),
    })
    .openapi("ApiKeyWithSecret", { description: "A new API key." }),
);

const createSchema = () =>
  z
    .strictObject({
      name: shape().name,
      scopes: scopes(),
      rate_limit: z.int().min(1).max(1_000_000).optional().openapi({
        format: "int32",
        description:
          "How many requests it may make in any 60 seconds. Without it: as many as the plan and this key allow.",
        example: 500,
      }),
      expires_at: z.iso.datetime({ offset: true }).max(35).nullable().optional().openapi({
        format: "date-time",
        description: "From when on it is to be refused. Without it: never.",
        example: "2027-04-14T08:00:00Z",
      }),
    })
    .openapi("ApiKeyCreate", { description: "What creates an API key." });

const rollSchema = () =>
  z
    .strictObject({
      overlap_days: z.int().min(0).max(7).optional().openapi({
        format: "int32",
        description: "How many days the old key still works; 0 ends it at once. Without it: 1.",
        example: 1,
      }),
    })
    .openapi("ApiKeyRoll", { description: "How an API key is replaced; the body may be left out." });

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
      "The builder's keys, also those that were revoked, newest first. The keys themselves are never shown again.",
    query: { list: apiKeys.apiKeyList },
    responses: {
      200: {
        description: "A page of keys.",
        schema: () => pageSchema(keySchema(), "ApiKey"),
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
    description:
      "Creates a key that is no stronger than the one that creates it: a scope which that one lacks is refused with 403, a higher limit with 400.",
    body: {
      schema: createSchema,
      example: { name: "Nightly ERP sync", scopes: ["read:projects", "write:invoices"], rate_limit: 500 },
    },
    idempotent: "platform",
    responses: {
      201: {
        description: "The key. It is shown this once.",
        schema: createdSchema,
        example: createdExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body }) => apiKeys.createApiKey(ctx, body),
    answer: (key) => ({ status: 201, body: key, location: `/api/v1/api-keys/${key.id}` }),
  }),
  endpoint<apiKeys.ApiKey>({
    operationId: "getApiKey",
    method: "get",
    path: "/api-keys/{id}",
    params,
    scope: "read:api_keys",
    tag,
    summary: "Get an API key",
    description: "One key, also when it was revoked, with its state and its last use.",
    responses: { 200: { description: "The key, without its secret.", schema: keySchema, example } },
    run: ({ ctx, params: { id = "" } }) => apiKeys.getApiKey(ctx, id),
    answer: (key) => ({ status: 200, body: key }),
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
      "From this answer on, no request with the key is accepted anywhere. Revoking a revoked key is no error.",
    conflictFree: true,
    responses: { 204: { description: "The key is revoked." } },
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
      "Creates a key with the same name, scopes and limit. The old one still works for the chosen time, but never past its own expiry. A key that has expired or was revoked cannot be rolled (409).",
    body: { schema: rollSchema, example: { overlap_days: 1 }, optional: true },
    idempotent: "platform",
    responses: {
      201: {
        description: "The new key. It is shown this once.",
        schema: createdSchema,
        example: rolledExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => apiKeys.rollApiKey(ctx, id, body.overlap_days ?? 1),
    answer: (key) => ({ status: 201, body: key, location: `/api/v1/api-keys/${key.id}` }),
  }),
];
