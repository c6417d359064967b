import type { ListQuery } from "#models";
import * as builders from "#modules/builders";
import { type AnyEndpoint, endpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import {
  builderExample,
  builderSchema,
  createBuilderSchema,
  ownBuilderExample,
  ownBuilderSchema,
  updateBuilderSchema,
  userExample,
  userSchema,
} from "./schemas";

const tag = "Builder";

type User = { id: string; email: string; name: string; is_platform_admin: boolean };

export const builderOperations: readonly AnyEndpoint[] = [
  endpoint<builders.StoredBuilder>({
    operationId: "getBuilder",
    method: "get",
    path: "/builder",
    scope: null,
    tag,
    summary: "Get the builder",
    description: "The builder that the credential acts for.",
    responses: {
      200: {
        description: "The builder.",
        schema: builderSchema,
        example: builderExample,
        headers: ["ETag"],
      },
    },
    run: ({ ctx }) => builders.getBuilder(ctx),
    answer: ({ builder, version }) => ({ status: 200, body: builder, version }),
  }),
  endpoint<builders.StoredBuilder, { name?: string | undefined }>({
    operationId: "updateBuilder",
    method: "patch",
    path: "/builder",
    scope: null,
    roles: ["owner", "admin"],
    tag,
    summary: "Update the builder",
    description: "A JSON merge-patch (RFC 7396). For owners and admins.",
    body: { schema: updateBuilderSchema, example: { name: "Amity Homes" }, mergePatch: true },
    conditional: true,
    responses: {
      200: {
        description: "The builder as it stands now.",
        schema: builderSchema,
        example: builderExample,
        headers: ["ETag"],
      },
    },
    run: ({ ctx, body, request }) => builders.updateBuilder(ctx, body, readTags(request, "if-match")),
    answer: ({ builder, version }) => ({ status: 200, body: builder, version }),
  }),
  userEndpoint<Awaited<ReturnType<typeof builders.listOwnBuilders>>, undefined, ListQuery>({
    operationId: "listOwnBuilders",
    method: "get",
    path: "/builders",
    caller: "user",
    tag,
    summary: "List your builders",
    description: "The builders you are a member of. `X-Builder-Id` picks the one to act for.",
    query: { list: builders.ownBuilderList },
    responses: {
      200: {
        description: "A page of builders.",
        schema: () => pageSchema(ownBuilderSchema(), "OwnBuilder"),
        example: pageExample(ownBuilderExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => builders.listOwnBuilders(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<builders.StoredBuilder, { name: string }>({
    operationId: "createBuilder",
    method: "post",
    path: "/builders",
    caller: "user",
    tag,
    summary: "Create a builder",
    description: "A new builder on the starter plan. You become its owner, and act for it until you choose another.",
    body: { schema: createBuilderSchema, example: { name: "Amity Homes" } },
    idempotent: "platform",
    responses: {
      201: {
        description: "The builder.",
        schema: builderSchema,
        example: builderExample,
        headers: ["ETag", "Location"],
      },
    },
    run: ({ ctx, body }) => builders.createBuilder(ctx, body),
    answer: ({ builder, version }) => ({ status: 201, body: builder, version, location: "/api/v1/builder" }),
  }),
  userEndpoint<User>({
    operationId: "getUser",
    method: "get",
    path: "/user",
    caller: "user",
    tag,
    summary: "Get yourself",
    description: "Who is signed in.",
    responses: {
      200: {
        description: "You.",
        schema: userSchema,
        example: userExample,
      },
    },
    run: async ({ ctx: { user } }) => ({
      id: user.id,
      email: user.email,
      name: user.name,
      is_platform_admin: user.isPlatformAdmin,
    }),
    answer: (user) => ({ status: 200, body: user }),
  }),
];
