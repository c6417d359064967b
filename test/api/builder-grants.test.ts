import { expect, test } from "vitest";
import { newMemberClient, newUserClient } from "../support/accounts";
import { callStatus, newScene, newTokens, refresh } from "../support/oauth";

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
});
