import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";

const time = (description: string) =>
  z.string().max(30).openapi({ format: "date-time", description, example: "2026-04-14T08:00:00.000Z" });
const ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01";
const id = (description: string) => idSchema().openapi({ description, example: ID });
const nullableId = (description: string) => z.string().max(36).nullable().openapi({ description, example: null });
export const roleSchema = () =>
  z.enum(["owner", "admin", "member"]).openapi({
    description:
      "Owners may do everything; admins everything but with owners; members all but manage members, and write API keys and webhooks.",
    example: "member",
  });
const name = (description: string) => z.string().max(200).openapi({ description, example: "Amity Island Homes" });
const email = () =>
  z
    .email()
    .max(254)
    .openapi({ format: "email", description: "E-mail address, lower case.", example: "ana@example.com" });
const plan = () => z.string().max(20).openapi({ description: "The plan, which sets the limits.", example: "business" });

export const builderSchema = z
  .strictObject({
    id: id("Identifier."),
    name: name("What the builder is called."),
    plan: plan(),
    environment: z.enum(["live", "sandbox"]).openapi({ description: "Real, or a sandbox.", example: "live" }),
    sandbox_of: nullableId("The live builder a sandbox belongs to."),
    created_at: time("When it was created."),
    updated_at: time("When it was last changed."),
  })
  .openapi("Builder");
export const builderExample = {
  id: ID,
  name: "Amity Island Homes",
  plan: "business",
  environment: "live",
  sandbox_of: null,
  created_at: "2026-04-14T08:00:00.000Z",
  updated_at: "2026-04-14T08:00:00.000Z",
};

export const ownBuilderSchema = z
  .strictObject({
    id: id("Identifier; send it as X-Builder-Id."),
    name: name("What the builder is called."),
    plan: plan(),
    role: roleSchema(),
    membership_id: id("Your membership."),
    created_at: time("When you became a member."),
    last_used_at: time("Orders which builder acts when none is named: the latest."),
  })
  .openapi("OwnBuilder");
export const ownBuilderExample = {
  id: ID,
  name: "Amity Island Homes",
  plan: "business",
  role: "owner",
  membership_id: ID,
  created_at: "2026-04-14T08:00:00.000Z",
  last_used_at: "2026-04-14T08:00:00.000Z",
};

export const memberSchema = z
  .strictObject({
    id: id("Identifier of the membership."),
    user_id: id("The person."),
    name: z.string().max(200).openapi({ description: "What they are called.", example: "Ana Ortiz" }),
    email: email(),
    role: roleSchema(),
    invited_by: nullableId("The user who invited them."),
    created_at: time("When they became a member."),
  })
  .openapi("Member");
export const memberExample = {
  id: ID,
  user_id: ID,
  name: "Ana Ortiz",
  email: "ana@example.com",
  role: "member",
  invited_by: null,
  created_at: "2026-04-14T08:00:00.000Z",
};

export const invitationSchema = z
  .strictObject({
    id: id("Identifier."),
    email: email(),
    role: roleSchema(),
    invited_by: id("The user who invites."),
    created_at: time("When it was sent."),
    expires_at: time("When it stops being good: after 7 days."),
  })
  .openapi("Invitation");
export const invitationExample = {
  id: ID,
  email: "ana@example.com",
  role: "member",
  invited_by: ID,
  created_at: "2026-04-14T08:00:00.000Z",
  expires_at: "2026-04-21T08:00:00.000Z",
};

export const userSchema = z
  .strictObject({
    id: id("Identifier."),
    email: email(),
    name: z.string().max(200).openapi({ description: "What they are called.", example: "Ana Ortiz" }),
    is_platform_admin: z.boolean().openapi({ description: "Whether they run the platform.", example: false }),
  })
  .openapi("User");

export const acceptedSchema = z
  .strictObject({
    builder_id: id("The builder you are a member of now."),
    builder_name: name("What it is called."),
    role: roleSchema(),
  })
  .openapi("AcceptedInvitation");

const nameInput = () =>
  z.string().trim().min(1).max(200).openapi({ description: "What the builder is called.", example: "Amity Homes" });
export const createBuilderSchema = () => z.strictObject({ name: nameInput() }).openapi("BuilderCreate");
export const updateBuilderSchema = () => z.strictObject({ name: nameInput().optional() }).openapi("BuilderUpdate");
export const inviteSchema = () => z.strictObject({ email: email(), role: roleSchema() }).openapi("MemberInvite");
export const roleChangeSchema = () => z.strictObject({ role: roleSchema() }).openapi("MemberUpdate");
export const acceptSchema = () =>
  z
    .strictObject({
      token: z
        .string()
        .min(1)
        .max(100)
        .openapi({ description: "`token` of the link in the invitation.", example: "Yw3…" }),
    })
    .openapi("InvitationAccept");

export const reasonSchema = () =>
  z
    .strictObject({
      reason: z
        .string()
        .trim()
        .min(1)
        .max(1000)
        .optional()
        .openapi({ description: "Why; kept in the audit log.", example: "Unpaid invoices" }),
    })
    .openapi("BuilderSuspension");

export const idParam = (what: string) => ({ id: { description: `Id of the ${what}.`, example: ID } });
