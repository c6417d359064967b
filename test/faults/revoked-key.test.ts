import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedBuilder } from "../../scripts/lib/local-worker";
import { pause, report, Stand } from "./support";

const ROUNDS = 10;
const A_SECOND = 200;
const BEFORE_MS = 1000;
const AFTER_MS = 500;

type Answered = { sentAt: number; status: number };

let stand: Stand;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
beforeAll(async () => {
  stand = await Stand.start(0, { plan: "enterprise", rateLimit: 1_000_000 });
});
afterAll(async () => {
  agent.destroy();
  await stand.stop();
});

/** Another address each time: one that goes on with a dead key is soon refused for that alone. */
let addresses = 0;
const newAddress = (): string => {
  addresses += 1;
  return `198.18.${addresses >> 8}.${addresses & 255}`;
};

/** `sentAt` is taken when a connection has been found, so none is counted as sent that waits for one. */
const ask = (key: string): Promise<Answered> =>
  new Promise((done, fail) => {
    let sentAt = Number.POSITIVE_INFINITY;
    const headers = { authorization: `Bearer ${key}`, "cf-connecting-ip": newAddress() };
    const asking = request(`${stand.worker.url}/api/v1/projects?limit=1`, { agent, headers }, (response) => {
      response.resume();
      response.once("end", () => done({ sentAt, status: response.statusCode ?? 0 }));
    });
    asking.once("error", fail);
    asking.once("socket", () => {
      sentAt = performance.now();
    });
    asking.end();
  });

/** Asks so often a second, whatever the answers take. @returns what ends it, with all the answers */
function load(key: string): () => Promise<Answered[]> {
  const asked: Promise<Answered>[] = [];
  const timer = setInterval(() => {
    for (let count = 0; count < A_SECOND / 100; count += 1) asked.push(ask(key));
  }, 10);
  return async () => {
    clearInterval(timer);
    return await Promise.all(asked);
  };
}

type Round = { before: number; after: number; acceptedAfter: number; answerMs: number };

async function round(): Promise<Round> {
  const { key, keyId, builderId } = await seedBuilder((await stand.worker.env()).PLATFORM_DB, { rateLimit: 1_000_000 });
  // The owner's other key revokes it.
  const env = await stand.worker.env();
  const owner = await seedBuilder(env.PLATFORM_DB, { rateLimit: 1_000_000 });
  await env.PLATFORM_DB.prepare("update api_keys set builder_id = ? where id = ?").bind(builderId, owner.keyId).run();
  const end = load(key);
  try {
    return await revokeUnder(end, keyId, owner.key);
  } finally {
    await end();
  }
}

async function revokeUnder(end: () => Promise<Answered[]>, keyId: string, ownerKey: string): Promise<Round> {
  await pause(BEFORE_MS);
  const begun = performance.now();
  const revoked = await fetch(`${stand.worker.url}/api/v1/api-keys/${keyId}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${ownerKey}`, "cf-connecting-ip": newAddress() },
  });
  const at = performance.now();
  expect(revoked.status).toBe(204);
  await pause(AFTER_MS);
  const answers = await end();
  const after = answers.filter(({ sentAt }) => sentAt > at);
  expect(answers.filter(({ status }) => status !== 200 && status !== 401)).toEqual([]);
  return {
    before: answers.filter(({ sentAt, status }) => sentAt <= at && status === 200).length,
    after: after.length,
    acceptedAfter: after.filter(({ status }) => status === 200).length,
    answerMs: at - begun,
  };
}

test("a key that is revoked under load is accepted by no request sent after the answer", async () => {
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let count = 0; count < ROUNDS; count += 1) rounds.push(await round());
  const sum = (pick: (one: (typeof rounds)[number]) => number) => rounds.reduce((all, one) => all + pick(one), 0);
  report("revoked under load", {
    rounds: ROUNDS,
    acceptedBefore: sum(({ before }) => before),
    sentAfter: sum(({ after }) => after),
    acceptedAfter: sum(({ acceptedAfter }) => acceptedAfter),
    slowestAnswerMs: Math.round(Math.max(...rounds.map(({ answerMs }) => answerMs))),
  });
  for (const { before, after, acceptedAfter } of rounds) {
    expect(before).toBeGreaterThan(50);
    expect(after).toBeGreaterThan(10);
    expect(acceptedAfter).toBe(0);
  }
});
