import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, wordsSchema, timeSchema } from "#models";
import { allScopes } from "#modules/access";
import type { ApiKeyWithSecret } from "#modules/api-keys";
import * as sandboxes from "#modules/sandboxes";
import { type AnyEndpoint, endpoint, userEndpoint } from "../../endpoint";

const tag = "Sandboxes";
const SANDBOX_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c21";

const KEY_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c24";
/** Its checksum is wrong, so it is refused at the door. */
const KEY = "ross_test_h3KxT9aBq0WmZ4vYc7LrN2dPs8UeFt1G000000";

const at = (description: string) => timeSchema().openapi({ description, example: "2026-04-14T08:00:00.000Z" });

const sandboxSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({
        description: "Identifier; send it as `X-Builder-Id` to act in the sandbox with your session.",
        example: SANDBOX_ID,
      }),
      name: textSchema(200).openapi({ description: "Name.", example: "Ada Byron's sandbox" }),
      environment: z.enum(["sandbox"]).openapi({ description: "Always sandbox.", example: "sandbox" }),
      builder_id: idSchema()
        .nullable()
        .openapi({ description: "The live builder it belongs to; null for a developer's own.", example: null }),
      user_id: idSchema().nullable().openapi({
        description: "The developer it belongs to; null for a builder's.",
        example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c22",
      }),
      created_at: at("When it was created."),
    })
    .openapi("Sandbox", { description: "A builder of invented data to test against." }),
);
const sandboxExample = {
  id: SANDBOX_ID,
  name: "Ada Byron's sandbox",
  environment: "sandbox",
  builder_id: null,
  user_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c22",
  created_at: "2026-04-14T08:00:00.000Z",
};

const resetSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "The sandbox.", example: SANDBOX_ID }),
      reset_at: at("When it was reset."),
      records: z.record(z.string().max(60), z.int().min(0).max(100_000).openapi({ format: "int32" })).openapi({
        description: "Records it holds now, by kind.",
        example: { projects: 14, invoices: 70 },
        maxProperties: 100,
      }),
    })
    .openapi("SandboxReset", { description: "A sandbox that was filled anew." }),
);
const resetExample = { id: SANDBOX_ID, reset_at: "2026-04-14T08:00:00.000Z", records: { projects: 14, invoices: 70 } };
const resetResponse = {
  200: { description: "What it holds now.", schema: resetSchema, example: resetExample },
} as const;

type Owner = { builder_id?: string | undefined };
const ownerQuery = {
  schema: () =>
    z.strictObject({
      builder_id: idSchema().optional().openapi({
        description: "A live builder you belong to, for its sandbox; your own without it.",
        example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2c23",
      }),
    }),
};
const ownerOf = (query: Owner) => ({ builderId: query.builder_id });

const scopes = (description: string) =>
  z
    .array(z.enum(allScopes as unknown as [string, ...string[]]))
    .min(1)
    .max(100)
    .openapi({ description, example: ["read:projects"] });
const keyName = () => wordsSchema(100).openapi({ description: "What the key is for.", example: "CI" });

const keySchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: KEY_ID }),
      name: keyName(),
      key: z
        .string()
        .regex(/^ross_test_[0-9A-Za-z]{38}$/)
        .max(48)
        .openapi({ description: "The key itself, shown this once.", example: KEY }),
      scopes: scopes("What it may do."),
      created_at: at("When it was created."),
    })
    .openapi("SandboxKey", { description: "A new API key of a sandbox." }),
);

export const sandboxEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<sandboxes.Sandbox, undefined, Owner>({
    operationId: "getSandbox",
    mayMiss: true,
    caller: "user",
    method: "get",
    path: "/developer/sandbox",
    tag,
    summary: "Get the sandbox",
    description:
      "Your own sandbox, or that of a builder you belong to. It is made at the first question, filled with an invented building business: 14 projects in all phases with budgets, schedules, vendors, invoices, payments, change orders and documents.",
    query: ownerQuery,
    responses: { 200: { description: "The sandbox.", schema: sandboxSchema, example: sandboxExample } },
    run: ({ ctx, query }) => sandboxes.ensureSandbox(ctx, ownerOf(query)),
    answer: (sandbox) => ({ status: 200, body: sandbox }),
  }),
  userEndpoint<ApiKeyWithSecret, { name: string; scopes?: string[] | undefined }, Owner>({
    operationId: "createSandboxKey",
    mayMiss: true,
    caller: "user",
    method: "post",
    path: "/developer/sandbox/keys",
    tag,
    summary: "Create a test key",
    description:
      "A `ross_test_` key of the sandbox, for everything unless scopes are named. It reaches the sandbox and never live data. To list and revoke keys, use /api-keys with X-Builder-Id.",
    query: ownerQuery,
    body: {
      schema: () =>
        z
          .strictObject({
            name: keyName(),
            scopes: scopes("What it may do; everything without it.").optional(),
          })
          .openapi("SandboxKeyCreate", { description: "What creates a test key." }),
      example: { name: "CI" },
    },
    idempotent: "platform",
    responses: {
      201: {
        description: "The key. It is shown this once.",
        schema: keySchema,
        example: {
          id: KEY_ID,
          name: "CI",
          key: KEY,
          scopes: ["read:projects"],
          created_at: "2026-04-14T08:00:00.000Z",
        },
        headers: ["Location"],
      },
    },
    run: ({ ctx, query, body }) => sandboxes.createSandboxKey(ctx, ownerOf(query), body),
    answer: ({ id, name, key, scopes, created_at }) => ({
      status: 201,
      body: { id, name, key, scopes, created_at },
      location: `/api/v1/api-keys/${id}`,
    }),
  }),
  userEndpoint<sandboxes.ResetResult, undefined, Owner>({
    operationId: "resetDeveloperSandbox",
    mayMiss: true,
    caller: "user",
    method: "post",
    path: "/developer/sandbox/reset",
    tag,
    summary: "Reset the sandbox",
    description:
      "Throws away all its records, events and delivery logs and fills it anew, all at once. API keys, webhooks and installs stay; integrations bring anew what they bring.",
    query: ownerQuery,
    responses: resetResponse,
    run: ({ ctx, query }) => sandboxes.resetSandboxOf(ctx, ownerOf(query)),
    answer: (result) => ({ status: 200, body: result }),
  }),
  endpoint<sandboxes.ResetResult>({
    operationId: "resetSandbox",
    method: "post",
    path: "/sandbox/reset",
    scope: "write:projects",
    tag,
    summary: "Reset the sandbox of a test key",
    description: "The same for test suites: resets the sandbox that the `ross_test_` key belongs to.",
    responses: resetResponse,
    run: ({ ctx }) => sandboxes.resetSandbox(ctx),
    answer: (result) => ({ status: 200, body: result }),
  }),
];
