/** Webhooks that a third-party application made: its own, and gone with what allowed them. */
import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endAuthorizations } from "#modules/oauth";
import { endStrayWebhooks } from "../../src/cron/end-stray-webhooks";
import { platformOf } from "../../src/context";
import { newMembership, newUser } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { newApplication, newTokens, type TestApplication, type Tokens } from "../support/oauth";
import { answer } from "../support/receiver";
import { Rig, RigClient } from "../support/webhooks";

const SCOPES = ["read:projects", "read:webhooks", "write:webhooks"];
const DAY_MS = 86_400_000;

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.create();
});
afterEach(() => rig.end());

type World = {
  /** With a key of the builder. */
  builder: RigClient;
  /** With an access token of the application. */
  app: RigClient;
  application: TestApplication;
  userId: string;
  grant: (scopes?: readonly string[]) => Promise<Tokens>;
};

async function newWorld(shard = 0): Promise<World> {
  const builder = await rig.client({ shard });
  const application = await newApplication({ scopes: SCOPES });
  const user = await newUser({ expiresIn: 90 * DAY_MS });
  await newMembership(user.id, builder.builderId, "owner");
  const grant = (scopes: readonly string[] = SCOPES) =>
    newTokens({ application, user, builderId: builder.builderId }, { scope: scopes.join(" ") });
  const { access } = await grant();
  return {
    builder,
    app: new RigClient(rig, builder.builderId, access),
    application,
    userId: user.id,
    grant,
  };
}

const revoke = (client: RigClient, id: string) => client.delete(`/v1/oauth/authorized-apps/${id}`);

test.for([0, 1])("no event reaches an application that was revoked, on shard %i", async (shard) => {
  const { builder, app, application } = await newWorld(shard);
  const own = await rig.subscribe(builder);
  const theirs = await rig.subscribe(app, ["project.*"]);
  // One attempt has failed, and its retry is due.
  const failing = await rig.subscribe(app, ["project.*"], answer(500));
  await builder.projects(1);
  await rig.drain();
  expect([own, theirs, failing].map((webhook) => rig.received(webhook).length)).toEqual([1, 1, 1]);

  expect((await revoke(builder, application.id)).status).toBe(204);
  await builder.projects(1);
  await rig.advanceWithSweeps(DAY_MS);
  expect([own, theirs, failing].map((webhook) => rig.received(webhook).length)).toEqual([2, 1, 1]);

  const list = await builder.get<{ data: { id: string; application_id: string | null }[] }>("/v1/webhooks");
  expect(list.body.data).toMatchObject([{ id: own.id, application_id: null }]);
  for (const path of ["", "/deliveries"])
    expectProblem(await builder.get(`/v1/webhooks/${theirs.id}${path}`), "not_found");
  const db = shard === 0 ? env.TENANT_DB_0 : env.TENANT_DB_1;
  const secrets = await db.prepare("select subscription_id from webhook_secrets").all<{ subscription_id: string }>();
  expect(secrets.results.map((row) => row.subscription_id)).toEqual([own.id]);
  const { body } = await builder.get<{ data: { kind: string; title: string; object_id: string }[] }>(
    "/v1/notifications",
  );
  expect(body.data).toMatchObject([
    { kind: "webhooks_ended", title: "Draw Desk gets no more webhooks", object_id: application.id },
  ]);
});

test("an application sees and changes the webhooks it made, and no other", async () => {
  const { builder, app } = await newWorld();
  const other = await newWorld();
  const own = await rig.subscribe(builder);
  const foreign = await rig.subscribe(other.app);
  const theirs = await rig.subscribe(app);
  await builder.projects(1);
  await rig.drain();
  const [delivery] = await builder.deliveries(own.id);
  type List = { data: { id: string }[] };
  expect((await app.get<List>("/v1/webhooks")).body.data.map(({ id }) => id)).toEqual([theirs.id]);
  expect((await builder.get<List>("/v1/webhooks")).body.data).toHaveLength(2);
  for (const { id } of [own, foreign]) {
    const path = `/v1/webhooks/${id}`;
    for (const reply of [
      await app.get(path),
      await app.patch(path, { url: "https://elsewhere.example.com/" }),
      await app.delete(path),
      await app.post(`${path}/rotate-secret`),
      await app.post(`${path}/test`),
      await app.get(`${path}/deliveries`),
      await app.get(`${path}/deliveries/${delivery?.id}`),
      await app.post(`${path}/deliveries/${delivery?.id}/replay`),
      await app.post(`${path}/replay`, { since: "2026-01-01T00:00:00Z" }),
    ])
      expectProblem(reply, "not_found");
  }
  expect((await app.get(`/v1/webhooks/${theirs.id}/deliveries/${delivery?.id}`)).status).toBe(200);
  expect((await builder.patch(`/v1/webhooks/${theirs.id}`, { is_active: false })).status).toBe(200);
  expect((await app.delete(`/v1/webhooks/${theirs.id}`)).status).toBe(204);
});

test("they end with the last authorization that allows them", async () => {
  const { builder, app, userId, grant } = await newWorld();
  const webhook = await rig.subscribe(app);
  await grant();
  await grant(["read:projects"]);
  const grants = async () => {
    const { body } = await builder.get<{ data: { grants: { id: string }[] }[] }>("/v1/oauth/authorized-apps");
    return body.data[0]?.grants.map(({ id }) => id) ?? [];
  };
  const [reading = "", second = "", first = ""] = await grants();
  const status = async () => (await builder.get(`/v1/webhooks/${webhook.id}`)).status;
  await revoke(builder, first);
  expect(await status()).toBe(200);
  await revoke(builder, second);
  expect(await grants()).toEqual([reading]);
  expect(await status()).toBe(404);
  const owner = { userId, builderId: builder.builderId };
  expect(await endAuthorizations(platformOf(env), rig.env, owner)).toBe(1);
});

test("one whose authorization has run out, or whose end was interrupted, goes within the hour", async () => {
  const worlds = [await newWorld(0), await newWorld(1)];
  const kept = await newWorld(1);
  const webhooks = await Promise.all(worlds.map(({ app }) => rig.subscribe(app)));
  const other = await rig.subscribe(kept.app);
  const expire = env.PLATFORM_DB.prepare(
    "update oauth_authorizations set refresh_expires_at = ?1, access_expires_at = ?1 where application_id = ?2",
  );
  await expire.bind(Date.now() - 1, worlds[0]?.application.id).run();
  await env.PLATFORM_DB.prepare("update oauth_authorizations set revoked_at = 1 where application_id = ?")
    .bind(worlds[1]?.application.id)
    .run();
  await endStrayWebhooks(rig.env, Date.now());
  for (const [at, world] of worlds.entries())
    expect((await world.builder.get(`/v1/webhooks/${webhooks[at]?.id}`)).status).toBe(404);
  expect((await kept.builder.get(`/v1/webhooks/${other.id}`)).status).toBe(200);
});
