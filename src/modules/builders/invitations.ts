import { commitPlatform, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { newSecret } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { DAY_MS } from "#lib/time";
import { type Listable, type ListQuery, time } from "#models";
import { refuseFlood } from "#modules/access";
import { type Mail, sendMail } from "#modules/accounts";
import type { Context, Role } from "../../context";
import { DomainError, notFound } from "../../errors";
import { refuseInSandbox, refuseUnlessAbove } from "./powers";
import type { Invitation } from "./types";

type Row = { id: string; email: string; role: Role; invited_by: string; created_at: number; expires_at: number };

const GOOD_FOR_MS = 7 * DAY_MS;
const TOKEN_LENGTH = 40;
/** Members and invitations together. */
const MOST_MEMBERS = 500;
/** Mails a minute to one address, which may be somebody's who does not want them. */
const MAILS_TO_ADDRESS = 3;
const COLUMNS = "id, email, role, invited_by, created_at, expires_at";

export const invitationList: Listable = {
  fields: {
    created_at: time({
      description: "When it was sent.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "created_at",
};

const toInvitation = (row: Row): Invitation => ({
  ...row,
  created_at: new Date(row.created_at).toISOString(),
  expires_at: new Date(row.expires_at).toISOString(),
});

export async function listInvitations(ctx: Context, query: ListQuery): Promise<Page<Invitation>> {
  refuseInSandbox(ctx);
  const source = { table: "invitations", columns: COLUMNS, fixed: { builder_id: ctx.builderId }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toInvitation(row as Row)), nextCursor };
}

const STATE = `select b.name, (select u.name from users u where u.id = ?2) as inviter,
 (select count(*) from memberships m where m.builder_id = ?1) + (select count(*) from invitations i where i.builder_id = ?1) as held,
 exists (select 1 from users u join memberships m on m.user_id = u.id and m.builder_id = ?1 where u.email = ?3) as is_member
 from builders b where b.id = ?1`;

/**
 * Invites someone by e-mail. Inviting an address again replaces the invitation before.
 * @param input.email in any case
 * @throws DomainError forbidden, rate_limited, already_exists for a member, conflict when the builder is full
 */
export async function inviteMember(ctx: Context, input: { email: string; role: Role }): Promise<Invitation> {
  refuseInSandbox(ctx);
  refuseUnlessAbove(ctx, input.role);
  if (ctx.actor.type !== "user") throw new DomainError("forbidden", "Only signed-in members invite.");
  const { platform, builderId, now } = ctx;
  const email = input.email.toLowerCase();
  const state = await prepare(platform, STATE, builderId, ctx.actor.id, email).first<{
    name: string;
    inviter: string | null;
    held: number;
    is_member: number;
  }>();
  if (!state) throw notFound("builder");
  if (state.is_member === 1) {
    throw new DomainError("already_exists", `${email} is a member already.`, {
      errors: [{ pointer: "/email", detail: "They are a member already." }],
    });
  }
  if (state.held >= MOST_MEMBERS)
    throw new DomainError("conflict", `A builder has at most ${MOST_MEMBERS} members and invitations.`);
  const to = { purpose: "invited", of: await sha256Hex(email), limit: MAILS_TO_ADDRESS };
  await refuseFlood(ctx.env, { ...to, noun: "invitations to one address" }, now);
  const token = newSecret("", TOKEN_LENGTH);
  const row: Row = {
    id: newId(now),
    email,
    role: input.role,
    invited_by: ctx.actor.id,
    created_at: now,
    expires_at: now + GOOD_FOR_MS,
  };
  const invitation = await commitPlatform(ctx, {
    writes: [
      prepare(platform, "delete from invitations where builder_id = ?1 and email = ?2", builderId, email),
      prepare(
        platform,
        `insert into invitations (builder_id, token_hash, ${COLUMNS}) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
        builderId,
        await sha256Hex(token),
        row.id,
        row.email,
        row.role,
        row.invited_by,
        row.created_at,
        row.expires_at,
      ),
    ],
    result: toInvitation(row),
  });
  const url = `${ctx.env.PUBLIC_URL}/account/invitation/?token=${token}`;
  ctx.waitUntil(deliver(ctx, invitationMail({ email, role: row.role, ...state, url })));
  return invitation;
}

const deliver = (ctx: Context, mail: Mail): Promise<void> =>
  sendMail(ctx.env, mail).catch((error: unknown) =>
    log("error", "mail not sent", { kind: mail.kind, ...describe(error) }),
  );

type Invited = { email: string; role: Role; name: string; inviter: string | null; url: string };

const invitationMail = ({ email, role, name, inviter, url }: Invited): Mail => ({
  to: email,
  kind: "invitation",
  subject: `Join ${name} on RossOS`,
  text: [
    `${inviter ?? "A colleague"} invites you to work for ${name} on RossOS, as ${role === "member" ? "a member" : `an ${role}`}.`,
    "Sign in with this e-mail address, or sign up with it, to accept. The invitation is good for 7 days.",
  ],
  action: { label: "Accept the invitation", url },
});

/** Takes an invitation back; its link is good no longer. */
export async function revokeInvitation(ctx: Context, id: string): Promise<void> {
  refuseInSandbox(ctx);
  const { platform, builderId } = ctx;
  const sql = `select ${COLUMNS} from invitations where id = ?1 and builder_id = ?2`;
  const row = await prepare(platform, sql, id, builderId).first<Row>();
  if (!row) throw notFound("invitation");
  refuseUnlessAbove(ctx, row.role);
  await commitPlatform(ctx, {
    writes: mustChange(
      platform,
      prepare(platform, "delete from invitations where id = ?1 and builder_id = ?2", id, builderId),
    ),
    result: undefined,
  });
}
