import { env } from "cloudflare:test";
import { newId } from "#lib/ids";
import type { AnyEndpoint } from "../../src/api/endpoint";
import { newMemberClient, newUserClient, type SessionClient } from "./accounts";
import { upload } from "./developers";
import { png } from "./images";
import { Client, newBuilder } from "./harness";
import { seedCatalogue, useForAWeek } from "./listings";
import { newApplication, newScene, newTokens } from "./oauth";
import type { Refs } from "./records";
import { readyApp } from "./reviews";
import type { Walked } from "./walk";
import { WEATHER } from "./weather";

/** People of every kind, and what belongs to them. */
export type People = {
  /** Owner of a builder, developer of an application under review, writer of a review of an integration. */
  owner: SessionClient;
  /** Member of the owner's builder. */
  member: SessionClient;
  /** Owner of another builder, and developer of another application. */
  stranger: SessionClient;
  admin: SessionClient;
  /** A client with an access token. */
  application: Client;
  refs: Refs;
};

const INVITATION =
  "insert into invitations (id, builder_id, email, role, token_hash, invited_by, created_at, expires_at) values (?1, ?2, ?1 || '@example.com', 'member', ?1, ?3, ?4, ?4 + 60000)";

/** Needs an internet: the checks of an application look at its redirect URIs. */
export async function makePeople(): Promise<People> {
  const { user: owner, app, listing } = await readyApp();
  const builderId = await newBuilder({ shard: 1 });
  const now = Date.now();
  const [membership, invitation] = [newId(now), newId(now)];
  await env.PLATFORM_DB.batch([
    env.PLATFORM_DB.prepare(
      "insert into memberships (id, builder_id, user_id, role, created_at, last_used_at) values (?, ?, ?, 'owner', ?, ?)",
    ).bind(newId(now), builderId, owner.user.id, now, now),
    env.PLATFORM_DB.prepare(INVITATION).bind(invitation, builderId, owner.user.id, now),
  ]);
  const member = await newMemberClient("member", builderId);
  await env.PLATFORM_DB.prepare("update memberships set id = ? where user_id = ?")
    .bind(membership, member.user.id)
    .run();
  // One screenshot that the submission does not show.
  const path = `/v1/developer/apps/${app.id}/screenshots`;
  const { body: screenshot } = await upload<{ id: string }>(owner, "POST", path, png(720, 480));
  const review = await owner.post<{ id: string }>(`/v1/developer/apps/${app.id}/submit`, listing);
  if (review.status !== 201) throw new Error(`not submitted: ${JSON.stringify(review.body)}`);
  const stranger = await newMemberClient("owner");
  await newApplication({ developerId: stranger.user.id });
  const admin = await newUserClient({ isPlatformAdmin: true });
  const scene = await newScene();
  const refs = {
    membership,
    invitation,
    app: app.id,
    screenshot: screenshot.id,
    review: review.body.id,
    builder: builderId,
    ...(await useTheDirectory(owner, admin, builderId)),
  };
  return {
    owner,
    member,
    stranger,
    admin,
    application: new Client(scene.builderId, (await newTokens(scene)).access),
    refs,
  };
}

const NOTICE =
  "insert into user_notifications (user_id, id, kind, title, body, created_at) values (?, ?, 'listing_available', 'Title', 'Body', ?)";

const ALERT = `insert into contract_alerts (id, slug, version, endpoint, day, differences, calls, installs, first_at, last_at)
 values (?1, 'noaa-weather', 'v1', ?1, '2026-04-14', '[]', 1, 1, ?2, ?2)`;
const REPORT = `insert into jurisdiction_reports (id, kind, facts, builder_id, status, created_at)
 values (?, 'new_jurisdiction', '{"name":"Amity","state":"NY","kind":"town"}', ?, 'open', ?)`;

/** A review of an integration, an incident of it that has ended, an answer of it that did not fit, and a notice to the owner. */
async function useTheDirectory(owner: SessionClient, admin: SessionClient, builderId: string): Promise<Refs> {
  await seedCatalogue();
  await useForAWeek({ builderId, shard: 1 }, WEATHER);
  const about = { rating: 4, title: "It works", body: "Rain comes when it says." };
  const review = await owner.post<{ id: string }>(`/v1/marketplace/integrations/${WEATHER}/review`, about);
  const switches = `/v1/admin/integrations/${WEATHER}`;
  const killed = await admin.post<{ incident: { id: string } }>(`${switches}/kill`, { reason: "It sends wrong data." });
  const restored = await admin.post(`${switches}/restore`);
  if (review.status !== 201 || restored.status !== 200)
    throw new Error(`the directory cannot be used: ${JSON.stringify([review.body, restored.body])}`);
  const [notice, alert, report] = [newId(Date.now()), newId(Date.now()), newId(Date.now())];
  await env.PLATFORM_DB.prepare(ALERT).bind(alert, Date.now()).run();
  await env.PLATFORM_DB.prepare(REPORT).bind(report, builderId, Date.now()).run();
  await env.PLATFORM_DB.prepare(NOTICE).bind(owner.user.id, notice, Date.now()).run();
  return {
    slug: WEATHER,
    integration_review: review.body.id,
    incident: killed.body.incident.id,
    own_notification: notice,
    contract_alert: alert,
    jurisdiction_report: report,
  };
}

/** Who may call the operation. */
export const callerOf = ({ owner, admin }: People, endpoint: AnyEndpoint): SessionClient =>
  "caller" in endpoint && endpoint.caller === "platform_admin" ? admin : owner;

/** What the operation is sent: its own example, or an image of the size it takes. */
export const exampleOf = ({ endpoint }: Walked): { body: unknown; headers: Record<string, string> } => {
  if (!endpoint.upload) return { body: endpoint.body?.example, headers: {} };
  const image = endpoint.path.endsWith("/logo") ? png(256, 256) : png(1280, 800);
  return { body: image, headers: { "content-type": "image/png" } };
};
