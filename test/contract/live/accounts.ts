import { expect } from "vitest";
import { newSecret } from "../../../src/lib/api-key-format";
import { sha256Hex } from "../../../src/lib/digest";
import { newId } from "../../../src/lib/ids";
import type { Api, Asked } from "./api";
import { list } from "./records";
import type { World } from "./world";

type Page<T> = { data: T[] };

/** Everything that members do with their builder, and what platform admins do to it. */
export async function exerciseBuilders(api: Api, world: World): Promise<void> {
  const { owner, member, stranger, admin } = world.people;
  const asOwner = (asked: Asked = {}): Asked => ({ session: owner.session, ...asked });
  expect((await api.does("getUser", 200, asOwner())).body).toMatchObject({ email: owner.email });
  await list(api, "listOwnBuilders", {}, { session: owner.session });

  const made = { session: stranger.session, body: { name: "Orca Renovations" } };
  const once = { "idempotency-key": "one-builder" };
  const { headers } = await api.does("createBuilder", 201, { ...made, headers: once });
  expect(headers.get("location")).toBe("/api/v1/builder");
  await api.does("createBuilder", 201, { ...made, headers: once });
  await api.does("createBuilder", 422, { ...made, body: { name: "Other" }, headers: once });

  const got = await api.does("getBuilder", 200, asOwner({ headers: { "x-builder-id": world.builderId } }));
  await api.does("getBuilder", 403, { session: stranger.session, headers: { "x-builder-id": world.builderId } });
  await api.does("getBuilder", 200);
  const etag = got.headers.get("etag") ?? "";
  const body = { name: "Amity Homes" };
  await api.does("updateBuilder", 412, asOwner({ body, headers: { "if-match": '"999"' } }));
  await api.does("updateBuilder", 200, asOwner({ body, headers: { "if-match": etag } }));
  await api.does("updateBuilder", 403, { session: member.session, body });
  await exerciseMembers(api, world);

  const params = { id: world.builderId };
  const reason = { reason: "Unpaid invoices" };
  await api.does("suspendBuilder", 204, { session: admin.session, params, body: reason });
  expect((await api.does("listProjects", 401)).body["detail"]).toBe("The builder is suspended.");
  await api.does("getBuilder", 403, asOwner());
  await api.does("reinstateBuilder", 204, { session: admin.session, params });
  await api.does("listProjects", 200);
}

async function exerciseMembers(api: Api, world: World): Promise<void> {
  const { owner, member, stranger } = world.people;
  const { session } = owner;
  const invite = { session, body: { email: "New@Example.com", role: "member" } };
  const invited = await api.does("inviteMember", 201, invite);
  await api.does("inviteMember", 409, { session, body: { email: member.email, role: "member" } });
  await list(api, "listInvitations", {}, { session });
  await api.does("revokeInvitation", 204, { session, params: { id: String(invited.body["id"]) } });

  // The link of an invitation is in a mail; this one's token is known here.
  const token = newSecret("", 40);
  const { PLATFORM_DB: platform } = await world.worker.env();
  const now = Date.now();
  await platform
    .prepare(
      "insert into invitations (id, builder_id, email, role, token_hash, invited_by, created_at, expires_at) values (?, ?, ?, 'member', ?, ?, ?, ?)",
    )
    .bind(newId(now), world.builderId, stranger.email, await sha256Hex(token), owner.id, now, now + 60_000)
    .run();
  const accept = { session: stranger.session, body: { token } };
  expect((await api.does("acceptInvitation", 200, accept)).body).toMatchObject({ builder_id: world.builderId });
  await api.does("acceptInvitation", 404, accept);

  await list(api, "listMembers", {}, { session });
  const { body } = await api.does<Page<{ id: string; user_id: string }>>("listMembers", 200, { session });
  const idOf = (userId: string) => ({ id: body.data.find((one) => one.user_id === userId)?.id ?? "" });
  await api.does("updateMember", 200, { session, params: idOf(stranger.id), body: { role: "admin" } });
  await api.does("updateMember", 409, { session, params: idOf(owner.id), body: { role: "member" } });
  await api.does("removeMember", 204, { session, params: idOf(stranger.id) });
}
