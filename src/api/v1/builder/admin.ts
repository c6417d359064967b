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
      "Once this is answered no API key, access token or session acts for the builder or its sandbox, and applications' authorizations have ended for good. Its integrations begin no sync or action, webhooks and mail to it are refused, its calendars are not found, and nobody is mailed or reminded of what is its. Webhooks of what happened before are still delivered. For platform admins.",
    responses: { 204: { description: "Suspended." } },
    run: ({ ctx, body, params: { id = "" } }) => builders.suspendBuilder(ctx, id, { ...body, suspended: true }),
  }),
  userEndpoint<void, Reason>({
    ...common,
    operationId: "reinstateBuilder",
    path: "/admin/builders/{id}/reinstate",
    summary: "Reinstate a builder",
    description:
      "Its keys and members act again, and its integrations do what is due. What was asked of them so long ago that its time is up is given up. Applications have to be authorized anew. For platform admins.",
    responses: { 204: { description: "Reinstated." } },
    run: ({ ctx, body, params: { id = "" } }) => builders.suspendBuilder(ctx, id, { ...body, suspended: false }),
  }),
];
