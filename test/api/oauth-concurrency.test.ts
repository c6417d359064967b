import { describe, expect, test } from "vitest";
import {
  basic,
  callStatus,
  exchange,
  newCode,
  newScene,
  newTokens,
  postForm,
  refresh,
  type TokenReply,
} from "../support/oauth";

const PARALLEL = 24;
const ROUNDS = [1, 2, 3, 4, 5, 6];

const together = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: PARALLEL }, work));

/** One success at most; everyone else is told invalid_grant, and nobody sees a failure of ours. */
function expectOneAtMost(replies: readonly TokenReply[]): TokenReply[] {
  const successes = replies.filter(({ status }) => status === 200);
  expect(successes.length).toBeLessThanOrEqual(1);
  const others = replies.filter(({ status }) => status !== 200).map(({ status, body }) => [status, body["error"]]);
  expect(others).toEqual(others.map(() => [400, "invalid_grant"]));
  return successes;
}

describe.each(ROUNDS)("round %i", () => {
  test("24 parallel redemptions of one code", async () => {
    const scene = await newScene();
    const code = await newCode(scene);
    const [success] = expectOneAtMost(await together(() => exchange(scene.application, code)));
    expect(success).toBeDefined();
    // The others held the code, the secret and the verifier too: whoever they are, the tokens are no longer good.
    expect(await callStatus(String(success?.body["access_token"]))).toBe(401);
    expectOneAtMost([await refresh(scene.application, String(success?.body["refresh_token"]))]);
  });

  test("24 parallel refreshes with one token", async () => {
    const scene = await newScene();
    const tokens = await newTokens(scene);
    const [success] = expectOneAtMost(await together(() => refresh(scene.application, tokens.refresh)));
    expect(success).toBeDefined();
    expect(await callStatus(String(success?.body["access_token"]))).toBe(401);
  });
});

test("redemptions of different codes do not disturb each other", async () => {
  const scene = await newScene();
  const codes = await together(() => newCode(scene));
  const replies = await Promise.all(codes.map((code) => exchange(scene.application, code)));
  expect(replies.map(({ status }) => status)).toEqual(codes.map(() => 200));
  const statuses = await Promise.all(replies.map(({ body }) => callStatus(String(body["access_token"]))));
  expect(statuses).toEqual(codes.map(() => 200));
});

test("a refresh and a revocation in parallel leave nothing behind", async () => {
  const scene = await newScene();
  const tokens = await newTokens(scene);
  const [refreshed, revoked] = await Promise.all([
    refresh(scene.application, tokens.refresh),
    postForm("revoke", { token: tokens.refresh }, basic(scene.application)),
  ]);
  expect(revoked.status).toBe(200);
  expect([200, 400]).toContain(refreshed.status);
  expect(await callStatus(tokens.access)).toBe(401);
  // Of a refusal there is no token, and `undefined` is none either.
  expect(await callStatus(String(refreshed.body["access_token"]))).toBe(401);
});
