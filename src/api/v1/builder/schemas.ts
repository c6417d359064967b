import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, wordsSchema, timeSchema } from "#models";

const ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01";
const MEMBERSHIP = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b51";
const USER = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b52";
const INVITATION = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b53";

const time = (description: string, example = "2026-04-14T08:00:00.000Z") =>
  timeSchema().openapi({ description, example });
const id = (description: string, example: string) => idSchema().openapi({ description, example });
const idOrNull = (description: string) => idSchema().nullable().openapi({ description, example: null });
const roleSchema = () =>
  z.enum(["owner", "admin", "member"]).openapi({
    description:
      "Owners may do everything; admins everything but with owners; members all but manage members, and write API keys and webhooks.",
    example: "member",
  });
const builderName = () =>
  textSchema(200).openapi({ description: "What the builder is called.", example: "Amity Island Homes" });
const personName = () => textSchema(200).openapi({ description: "What they are called.", example: "Ana Ortiz" });
const email = () =>
  z
    .email()
    .max(254)
    .openapi({ format: "email", description: "E-mail address, lower case.", example: "ana@example.com" });
const plan = () =>
  z
    .enum(["starter", "professional", "business", "enterprise"])
    .openapi({ description: "The plan, which sets the limits.", example: "business" });

export const builderSchema = once(() =>
  z
    .object({
      id: id("Identifier.", ID),
      name: builderName(),
      plan: plan(),
      environment: z.enum(["live", "sandbox"]).openapi({ description: "Real, or a sandbox.", example: "live" }),
      sandbox_of: idOrNull("The live builder a sandbox belongs to."),
      created_at: time("When it was created."),
      updated_at: time("When it was last changed."),
    })
    .openapi("Builder", { description: "A builder: the business whose data it is." }),
);
export const builderExample = {
  id: ID,
  name: "Amity Island Homes",
  plan: "business",
  environment: "live",
  sandbox_of: null,
  created_at: "2026-04-14T08:00:00.000Z",
  updated_at: "2026-04-14T08:00:00.000Z",
};

export const ownBuilderSchema = once(() =>
  z
    .object({
      id: id("Identifier; send it as `X-Builder-Id`.", ID),
      name: builderName(),
      plan: plan(),
      role: roleSchema(),
      membership_id: id("Your membership.", MEMBERSHIP),
      created_at: time("When you became a member."),
      last_used_at: time("Orders which builder acts when none is named: the latest."),
    })
    .openapi("OwnBuilder", { description: "A builder that you are a member of." }),
);
export const ownBuilderExample = {
  id: ID,
  name: "Amity Island Homes",
  plan: "business",
  role: "owner",
  membership_id: MEMBERSHIP,
  created_at: "2026-04-14T08:00:00.000Z",
  last_used_at: "2026-04-14T08:00:00.000Z",
};

export const memberSchema = once(() =>
  z
    .object({
      id: id("Identifier of the membership.", MEMBERSHIP),
      user_id: id("The person.", USER),
      name: personName(),
      email: email(),
      role: roleSchema(),
      invited_by: idOrNull("The user who invited them."),
      created_at: time("When they became a member."),
    })
    .openapi("Member", { description: "A person who may act for the builder." }),
);
export const memberExample = {
  id: MEMBERSHIP,
  user_id: USER,
  name: "Ana Ortiz",
  email: "ana@example.com",
  role: "member",
  invited_by: null,
  created_at: "2026-04-14T08:00:00.000Z",
};

export const invitationSchema = once(() =>
  z
    .object({
      id: id("Identifier.", INVITATION),
      email: email(),
      role: roleSchema(),
      invited_by: id("The user who invites.", USER),
      created_at: time("When it was sent."),
      expires_at: time("When it stops being good: after 7 days.", "2026-04-21T08:00:00.000Z"),
    })
    .openapi("Invitation", { description: "An offer to become a member, sent by e-mail." }),
);
export const invitationExample = {
  id: INVITATION,
  email: "ana@example.com",
  role: "member",
  invited_by: USER,
  created_at: "2026-04-14T08:00:00.000Z",
  expires_at: "2026-04-21T08:00:00.000Z",
};

export const userSchema = once(() =>
  z
    .object({
      id: id("Identifier.", USER),
      email: email(),
      name: personName(),
      is_platform_admin: z.boolean().openapi({ description: "Whether they run the platform.", example: false }),
    })
    .openapi("User", { description: "Who is signed in." }),
);
export const userExample = { id: USER, email: "ana@example.com", name: "Ana Ortiz", is_platform_admin: false };

export const acceptedSchema = once(() =>
  z
    .object({
      builder_id: id("The builder you are a member of now.", ID),
      builder_name: textSchema(200).openapi({ description: "What it is called.", example: "Amity Island Homes" }),
      role: roleSchema(),
    })
    .openapi("AcceptedInvitation", { description: "What an invitation made you." }),
);

const nameInput = () =>
  wordsSchema(200).trim().openapi({ description: "What the builder is called.", example: "Amity Homes" });
export const createBuilderSchema = () =>
  z.strictObject({ name: nameInput() }).openapi("BuilderCreate", { description: "What creates a builder." });
export const updateBuilderSchema = () =>
  z
    .strictObject({ name: nameInput().optional() })
    .openapi("BuilderUpdate", { description: "A JSON merge-patch of a builder: what is left out stays." });
export const inviteSchema = () =>
  z
    .strictObject({ email: email(), role: roleSchema() })
    .openapi("MemberInvite", { description: "Who is invited, and as what." });
export const roleChangeSchema = () =>
  z.strictObject({ role: roleSchema() }).openapi("MemberUpdate", { description: "What the member becomes." });
export const acceptSchema = () =>
  z
    .strictObject({
      token: textSchema(100).min(1).openapi({
        description: "`token` of the link in the invitation.",
        example: "Yw3h8Kq2Vb7Nt5Rm1Xc9Lp4Zd6Fs0Gj2Ha8Ue5Qk",
      }),
    })
    .openapi("InvitationAccept", { description: "Which invitation is accepted." });

export const reasonSchema = () =>
  z
    .strictObject({
      reason: textSchema(1000)
        .trim()
        .min(1)
        .optional()
        .openapi({ description: "Why; kept in the audit log.", example: "Unpaid invoices" }),
    })
    .openapi("BuilderSuspension", { description: "Why; the body may be left out." });

export const builderParam = { id: { description: "Id of the builder.", example: ID } };
export const membershipParam = { id: { description: "Id of the membership.", example: MEMBERSHIP } };
export const invitationParam = { id: { description: "Id of the invitation.", example: INVITATION } };
