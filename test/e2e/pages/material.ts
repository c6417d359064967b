/** Something to show for every page, and records that have nothing. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "#lib/ids";
import { asPerson } from "../support/signed-in";
import type { World } from "../support/world";
import { makeApp, submitApp } from "./app-material";

export type Ids = Readonly<Record<string, string>>;
export type Material = {
  /** Of records with something on their pages. */
  full: Ids;
  /** Of records that have nothing yet; they are the admin's. */
  bare: Ids;
};

const GRANT = `insert into oauth_authorizations (id, builder_id, application_id, user_id, scopes_granted, access_scopes,
 access_token_hash, refresh_token_hash, access_expires_at, refresh_expires_at, created_at)
 select ?1, ?2, ?3, id, '["read:projects"]', '["read:projects"]', 'a' || ?1, 'r' || ?1, ?4, ?4, ?5
 from users where email = ?6`;
const NOTICE = `insert into notifications (builder_id, id, kind, title, body, object_id, created_at)
 values (?, ?, 'weather_alert', 'Severe weather is coming', 'A storm.', ?, ?)`;

const PATIENCE_MS = 30_000;

type Made = { id: string };

/** @throws Error when it is not in time */
async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) if (await condition()) return;
  throw new Error(`not in time: ${what}`);
}

/** The first of a list of the demo builder, or one that is made. */
async function firstOr(world: World, list: string, make: () => Promise<Made>): Promise<string> {
  return (await world.first(list)) || (await make()).id;
}

/** A webhook with a delivery of it. */
async function webhookOf(world: World) {
  const body = { url: world.receiver.url, events: ["project.*"] };
  const webhook = await firstOr(world, "/webhooks", () => world.api<Made>("POST", "/webhooks", body));
  const log = `/webhooks/${webhook}/deliveries`;
  if ((await world.first(log)) === "")
    await world.api("POST", `/webhooks/${webhook}/test`, { event_type: "project.created" });
  await until("a delivery", async () => (await world.first(log)) !== "");
  return { webhook, delivery: await world.first(log) };
}

/** The weather of the project, as an integration brings it. */
async function weatherOf(world: World, project: string): Promise<string> {
  const slug = "noaa-weather";
  const { permissions } = await world.api<{ permissions: string[] }>("GET", `/marketplace/integrations/${slug}`);
  const { data } = await world.api<{ data: { id: string; slug: string; status: string }[] }>("GET", "/installs");
  const known = data.find((install) => install.slug === slug && install.status === "active");
  const body = { permissions, config: { contact_email: "office@example.com" } };
  const { id } = known ?? (await world.api<Made>("POST", `/marketplace/integrations/${slug}/install`, body));
  const weather = async () =>
    (await world.api<{ weather: { status: string } }>("GET", `/projects/${project}/site-conditions`)).weather.status;
  await until("the weather", async () => (await weather()) === "available");
  return id;
}

/** What the demo's builder has to show. */
async function fill(world: World): Promise<Ids> {
  const { demo } = world;
  const project = await world.first("/projects?code=AMI-103");
  const now = Date.now();
  const app = await submitApp(world);
  world.change(NOTICE, demo.builder_id, newId(now), project, now);
  world.change(GRANT, newId(now), demo.builder_id, app.id, now + 3_600_000, now, demo.users.owner.email);
  const invitation = { email: "new@amity-island.example", role: "member" };
  await asPerson(world, "owner", ["POST", "/builder/members", invitation], demo.builder_id);
  const title = "New single-family residence";
  const consent = new URLSearchParams({
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: app.redirect_uris[0] ?? "",
    scope: "read:projects",
    code_challenge: createHash("sha256").update("a verifier that nobody needs").digest("base64url"),
    code_challenge_method: "S256",
  });
  return {
    ...(await webhookOf(world)),
    project,
    event: await world.first("/events?type=schedule_task.updated"),
    key: await world.first("/api-keys"),
    permit: await firstOr(world, "/permits", () => world.api("POST", "/permits", { project_id: project, title })),
    install: await weatherOf(world, project),
    app: app.id,
    review: app.review,
    consent: consent.toString(),
  };
}

/** A builder of the admin's, with one of everything, none of which has anything. */
async function makeBare(world: World): Promise<Ids> {
  const as = (method: string, path: string, body: object, builder?: string) =>
    asPerson<Made>(world, "admin", [method, path, body], builder);
  const builder = (await as("POST", "/builders", { name: "Bare Homes" })).id;
  const slug = "ical";
  const { permissions } = await world.api<{ permissions: string[] }>("GET", `/marketplace/integrations/${slug}`);
  const project = await as("POST", "/projects", { code: "BARE-1", name: "Bare lot" }, builder);
  const install = await as("POST", `/marketplace/integrations/${slug}/install`, { permissions }, builder);
  const webhook = await as("POST", "/webhooks", { url: world.receiver.url, events: ["invoice.paid"] }, builder);
  const app = await makeApp(world, "admin");
  return { project: project.id, install: install.id, webhook: webhook.id, app: app.id };
}

export const makeMaterial = async (world: World): Promise<Material> => ({
  full: await fill(world),
  bare: await makeBare(world),
});

/** The address with its ids; those that are not known are nobody's. */
export const filled = (path: string, ids: Ids): string =>
  path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => ids[name] ?? "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18");
