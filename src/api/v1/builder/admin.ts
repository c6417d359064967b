import * as builders from "#modules/builders";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { builderParam, reasonSchema } from "./schemas";

type Reason = { reason?: string | undefined };

const common = {
  method: "post",
  params: builderParam,
  caller: "platform_admin",
  tag: "Platform administration",
  body: { schema: reasonSchema, example: { reason: "Unpaid invoices" }, optional: true },
  answer: () => ({ status: 204 }) as const,
} as const;

export const builderAdminOperations: readonly AnyEndpoint[] = [
  userEndpoint<void, Reason>({
    ...common,
    operationId: "suspendBuilder",
    path: "/admin/builders/{id}/suspend",
    summary: "Suspend a builder",
    description:
      "Once this is answered no API key, access token or session acts for the builder or its sandbox. Applications' authorizations end for good. For platform admins.",
    responses: { 204: { description: "Suspended." } },
    run: ({ ctx, body, params: { id = "" } }) => builders.suspendBuilder(ctx, id, { ...body, suspended: true }),
  }),
  userEndpoint<void, Reason>({
    ...common,
    operationId: "reinstateBuilder",
    path: "/admin/builders/{id}/reinstate",
    summary: "Reinstate a builder",
    description: "Its keys and members act again; applications have to be authorized anew. For platform admins.",
    responses: { 204: { description: "Reinstated." } },
    run: ({ ctx, body, params: { id = "" } }) => builders.suspendBuilder(ctx, id, { ...body, suspended: false }),
  }),
];
