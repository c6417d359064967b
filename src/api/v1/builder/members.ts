import { limitAddress } from "#modules/access";
import type { ListQuery } from "#models";
import * as builders from "#modules/builders";
import type { Context, Role } from "../../../context";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { rateLimited } from "../../limits";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import {
  invitationExample,
  invitationParam,
  invitationSchema,
  inviteSchema,
  memberExample,
  memberSchema,
  membershipParam,
  roleChangeSchema,
} from "./schemas";

const tag = "Builder";
const anyone = ["owner", "admin", "member"] as const;
const managers = ["owner", "admin"] as const;

/** Invitations a builder sends in a minute: they are mail to strangers. */
const INVITATION_LIMIT = 20;

async function limitInvitations(ctx: Context): Promise<void> {
  const verdict = await limitAddress(ctx.env, "invitations", ctx.builderId, INVITATION_LIMIT, ctx.now);
  if (verdict.outcome === "limited") throw rateLimited(verdict);
}

export const memberOperations: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof builders.listMembers>>, undefined, ListQuery>({
    operationId: "listMembers",
    method: "get",
    path: "/builder/members",
    scope: null,
    roles: anyone,
    tag,
    summary: "List members",
    description: "The people of the builder.",
    query: { list: builders.memberList },
    responses: {
      200: {
        description: "A page of members.",
        schema: () => pageSchema(memberSchema(), "Member"),
        example: pageExample(memberExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => builders.listMembers(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<builders.Invitation, { email: string; role: Role }>({
    operationId: "inviteMember",
    method: "post",
    path: "/builder/members",
    scope: null,
    roles: managers,
    tag,
    summary: "Invite a member",
    description:
      "Sends a link, good for 7 days, to the address; who signs in with that address accepts by it. Inviting an address again replaces the invitation before. Only owners invite owners.",
    body: { schema: inviteSchema, example: { email: "ana@example.com", role: "member" } },
    idempotent: "platform",
    responses: {
      201: {
        description: "The invitation.",
        schema: invitationSchema,
        example: invitationExample,
        headers: ["Location"],
      },
    },
    run: async ({ ctx, body }) => {
      await limitInvitations(ctx);
      return await builders.inviteMember(ctx, body);
    },
    answer: (invitation) => ({
      status: 201,
      body: invitation,
      location: `/api/v1/builder/invitations/${invitation.id}`,
    }),
  }),
  endpoint<builders.Member, { role: Role }>({
    operationId: "updateMember",
    method: "patch",
    path: "/builder/members/{id}",
    params: membershipParam,
    scope: null,
    roles: managers,
    tag,
    summary: "Change a member's role",
    description: "Holds from their next request on. Only owners make, change or remove owners; one owner always stays.",
    body: { schema: roleChangeSchema, example: { role: "admin" }, mergePatch: true },
    responses: {
      200: { description: "The member as it stands now.", schema: memberSchema, example: memberExample },
    },
    run: ({ ctx, body, params: { id = "" } }) => builders.changeRole(ctx, id, body.role),
    answer: (member) => ({ status: 200, body: member }),
  }),
  endpoint<void>({
    operationId: "removeMember",
    method: "delete",
    path: "/builder/members/{id}",
    params: membershipParam,
    scope: null,
    roles: anyone,
    tag,
    summary: "Remove a member, or leave",
    description:
      "Owners and admins remove others, everyone themselves; the last owner stays. What the member allowed applications to do ends at once.",
    responses: { 204: { description: "Removed." } },
    run: ({ ctx, params: { id = "" } }) => builders.removeMember(ctx, id),
    answer: () => ({ status: 204 }),
  }),
  endpoint<Awaited<ReturnType<typeof builders.listInvitations>>, undefined, ListQuery>({
    operationId: "listInvitations",
    method: "get",
    path: "/builder/invitations",
    scope: null,
    roles: managers,
    tag,
    summary: "List invitations",
    description: "Those not accepted yet, expired ones included.",
    query: { list: builders.invitationList },
    responses: {
      200: {
        description: "A page of invitations.",
        schema: () => pageSchema(invitationSchema(), "Invitation"),
        example: pageExample(invitationExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => builders.listInvitations(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<void>({
    operationId: "revokeInvitation",
    method: "delete",
    path: "/builder/invitations/{id}",
    params: invitationParam,
    scope: null,
    roles: managers,
    tag,
    summary: "Take an invitation back",
    description: "Its link is good no longer.",
    responses: { 204: { description: "Taken back." } },
    run: ({ ctx, params: { id = "" } }) => builders.revokeInvitation(ctx, id),
    answer: () => ({ status: 204 }),
  }),
];
