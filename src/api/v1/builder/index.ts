import * as builders from "#modules/builders";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { builderAdminOperations } from "./admin";
import { builderOperations } from "./builder";
import { memberOperations } from "./members";
import { acceptedSchema, acceptSchema, builderExample } from "./schemas";

export const builderEndpoints: readonly AnyEndpoint[] = [
  ...builderOperations,
  ...memberOperations,
  ...builderAdminOperations,
  userEndpoint<builders.Accepted, { token: string }>({
    operationId: "acceptInvitation",
    mayMiss: true,
    method: "post",
    path: "/invitations/accept",
    caller: "user",
    tag: "Builder",
    summary: "Accept an invitation",
    description: "Makes you a member, if the invitation is to your e-mail address. Its token is good once.",
    body: { schema: acceptSchema, example: { token: "Yw3h8Kq2Vb7Nt5Rm1Xc9Lp4Zd6Fs0Gj2Ha8Ue5Qk" } },
    idempotent: "platform",
    responses: {
      200: {
        description: "The builder you are a member of now.",
        schema: acceptedSchema,
        example: { builder_id: builderExample.id, builder_name: builderExample.name, role: "member" },
      },
    },
    run: ({ ctx, body }) => builders.acceptInvitation(ctx, body.token),
    answer: (accepted) => ({ status: 200, body: accepted }),
  }),
];
