import { expect, test } from "vitest";
import { newMemberClient, newUser, newUserClient, SessionClient } from "../support/accounts";
import { callStatus, newApplication, newScene, newTokens, refresh } from "../support/oauth";

type Page = { data: { id: string; user_id: string }[] };

test("what a member allowed applications to do ends when they are removed", async () => {
  const scene = await newScene();
  const tokens = await newTokens(scene);
  expect(await callStatus(tokens.access)).toBe(200);
  const owner = await newMemberClient("owner", scene.builderId);
  const { data } = (await owner.get<Page>("/v1/builder/members")).body;
  const id = data.find(({ user_id }) => user_id === scene.user.id)?.id;
  expect((await owner.delete(`/v1/builder/members/${id}`)).status).toBe(204);
  expect(await callStatus(tokens.access)).toBe(401);
  expect((await refresh(scene.application, tokens.refresh)).status).toBe(400);
});

test("what an application was allowed ends when it is deleted", async () => {
  const developer = await newUser();
  const application = await newApplication({ developerId: developer.id });
  const scenes = [await newScene({ shard: 0 }), await newScene({ shard: 1 })];
  const tokens = await Promise.all(scenes.map((scene) => newTokens({ ...scene, application })));
  for (const { access } of tokens) expect(await callStatus(access)).toBe(200);
  expect((await new SessionClient(developer).delete(`/v1/developer/apps/${application.id}`)).status).toBe(204);
  for (const pair of tokens) {
    expect(await callStatus(pair.access)).toBe(401);
    expect((await refresh(application, pair.refresh)).body["error"]).toBe("invalid_client");
  }
});

test("what a suspended builder allowed applications to do ends for good", async () => {
  const scene = await newScene();
  const tokens = await newTokens(scene);
  expect(await callStatus(tokens.access)).toBe(200);
  const admin = await newUserClient({ isPlatformAdmin: true });
  expect((await admin.post(`/v1/admin/builders/${scene.builderId}/suspend`)).status).toBe(204);
  expect(await callStatus(tokens.access)).toBe(401);
  expect((await admin.post(`/v1/admin/builders/${scene.builderId}/reinstate`)).status).toBe(204);
  expect(await callStatus(tokens.access)).toBe(401);
  expect((await refresh(scene.application, tokens.refresh)).status).toBe(400);
  // It may be allowed anew, and that holds at once.
  expect(await callStatus((await newTokens(scene)).access)).toBe(200);
});
