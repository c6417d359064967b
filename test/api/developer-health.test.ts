import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newToken } from "#lib/access-token-format";
import { newId } from "#lib/ids";
import { newMembership, newUser, newUserClient, SessionClient } from "../support/accounts";
import { newDeveloper } from "../support/developers";
import { eventually } from "../support/harness";
import { callStatus, newApplication, newScene, newTokens } from "../support/oauth";
import { addUsage } from "../support/reviews";

test("health tells of fourteen days, by day and kind, as JSON and CSV", async () => {
  const { user, app } = await newDeveloper();
  const live = "01900000-0000-7000-8000-000000000002";
  await env.PLATFORM_DB.prepare(
    "insert into builders (id, name, plan, environment, shard, is_active, created_at) values (?, 'x', 'business', 'live', 0, 1, 1)",
  )
    .bind(live)
    .run();
  await newMembership(user.user.id, live, "owner");
  await addUsage(
    app.id,
    [
      ["listProjects", 200, 90],
      ["listProjects", 429, 6],
      ["getProject", 404, 4],
    ],
    { daysAgo: 13 },
  );
  await addUsage(app.id, [["listProjects", 200, 100]], { builderId: live });
  await addUsage(app.id, [["listProjects", 500, 100]], { daysAgo: 14 });
  type Health = {
    state: string;
    total_calls: number;
    rates: { kind: string; percent: number; state: string }[];
    days: { calls: number }[];
  };
  const path = `/v1/developer/apps/${app.id}/health`;
  const all = await user.get<Health>(path);
  expect(all.body).toMatchObject({ state: "warning", total_calls: 200 });
  expect(all.body.rates.find(({ kind }) => kind === "429")).toMatchObject({ percent: 3, state: "warning" });
  expect(all.body.days.length).toBe(14);
  expect([all.body.days[0]?.calls, all.body.days[13]?.calls]).toEqual([100, 100]);
  expect((await user.get<Health>(`${path}?environment=sandbox`)).body).toMatchObject({
    state: "critical",
    total_calls: 100,
  });
  expect((await user.get<Health>(`${path}?environment=live`)).body).toMatchObject({ state: "good", total_calls: 100 });
  const csv = await user.get<string>(`${path}?format=csv`);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const lines = csv.body.trimEnd().split("\r\n");
  expect(lines.length).toBe(15);
  expect(lines[0]).toBe(
    "day,calls,calls_401,calls_403,calls_404,calls_429,calls_5xx,percent_401,percent_403,percent_404,percent_429,percent_5xx,state",
  );
  expect(lines[1]?.split(",").slice(1)).toEqual([
    "100",
    "0",
    "0",
    "4",
    "6",
    "0",
    "0.00",
    "0.00",
    "4.00",
    "6.00",
    "0.00",
    "critical",
  ]);
  expect((await (await newUserClient()).get(path)).status).toBe(404);
});

test("a token that was the application's counts as its 401, and one that nobody was given does not", async () => {
  const developer = await newUser();
  const scene = await newScene();
  const application = await newApplication({ developerId: developer.id });
  const tokens = await newTokens({ ...scene, application });
  expect(await callStatus(tokens.access)).toBe(200);
  const owner = new SessionClient(scene.user, scene.builderId);
  expect((await owner.delete(`/v1/oauth/authorized-apps/${application.id}`)).status).toBe(204);
  // The first is told by the limiter, the second remembered.
  for (let call = 0; call < 2; call += 1) expect(await callStatus(tokens.access)).toBe(401);
  const row = await env.PLATFORM_DB.prepare("select id from oauth_authorizations where application_id = ?")
    .bind(application.id)
    .first<{ id: string }>();
  expect(await callStatus(newToken("access", row?.id ?? ""))).toBe(401);
  expect(await callStatus(newToken("access", newId(Date.now())))).toBe(401);
  type Health = { total_calls: number; rates: { kind: string; calls: number }[] };
  const client = new SessionClient(developer);
  const health = await eventually(async () => {
    const { body } = await client.get<Health>(`/v1/developer/apps/${application.id}/health`);
    return body.total_calls >= 3 ? body : undefined;
  }, 20_000);
  expect(health.total_calls).toBe(3);
  expect(health.rates.find(({ kind }) => kind === "401")?.calls).toBe(2);
}, 30_000);
