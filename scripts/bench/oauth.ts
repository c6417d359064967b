import { Agent } from "node:http";
import { newToken } from "../../src/lib/access-token-format";
import { sha256Hex } from "../../src/lib/digest";
import { newId } from "../../src/lib/ids";
import { Load } from "./load";
import {
  type Code,
  exchangeRequest,
  ourProvider,
  type Provider,
  refreshRequest,
  refreshTokenOf,
  send,
  theirProvider,
} from "./oauth-clients";
import { newAccount, startRuntime } from "./runtime";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const CONNECTIONS = 16;
const PEER = { name: "oauth-provider", options: { kvNamespaces: { OAUTH_KV: "oauth-kv" } } };
const PARALLEL = 24;
const REDEMPTION_ROUNDS = 6;

type Effort = { rounds: number; roundMs: number };

const TOKEN = `insert into oauth_authorizations (id, builder_id, application_id, user_id, scopes_granted, access_scopes,
 access_token_hash, access_expires_at, refresh_expires_at, created_at) values (?1, ?2, ?3, 'u', ?4, ?4, ?5, ?6, ?6, ?7)`;
const APPLICATION = `insert into oauth_applications (id, developer_id, name, description, client_id, type, redirect_uris, scopes, status,
 created_at, updated_at) values (?1, 'd', 'Bench', '', ?1, 'public', '[]', '[]', 'draft', 0, 0)`;

/** An access token against an API key of the same builder, on an operation that ends after credential, limit and scope. */
export async function bearer({ rounds, roundMs }: Effort): Promise<Line[]> {
  const worker = await startRuntime();
  try {
    const account = await newAccount(worker);
    const { PLATFORM_DB: platform } = await worker.env();
    const now = Date.now();
    const [id, applicationId] = [newId(now), newId(now)];
    const token = newToken("access", id);
    await platform
      .prepare("update builders set custom_rate_limit = 1000000000 where id = ?1")
      .bind(account.builderId)
      .run();
    await platform.prepare(APPLICATION).bind(applicationId).run();
    await platform
      .prepare(TOKEN)
      .bind(id, account.builderId, applicationId, '["read:projects"]', await sha256Hex(token), now + 3_600_000, now)
      .run();
    const url = new URL("/api/v1/projects/none", worker.url);
    const call = (headers: Record<string, string>) => new Load({ url, headers, connections: CONNECTIONS, expect: 404 });
    const [byToken, byKey] = [call({ authorization: `Bearer ${token}` }), call(account.headers)];
    await byToken.run(roundMs / 2);
    await byKey.run(roundMs / 2);
    const measured = await interleave(
      rounds,
      () => byToken.run(roundMs),
      () => byKey.run(roundMs),
    );
    byToken.end();
    byKey.end();
    const rate = compare(measured, ({ perSecond }) => perSecond);
    return [
      {
        what: "access token checked and limited: requests/s",
        ours: figure(rate.ours),
        against: `${figure(rate.theirs)} our API keys`,
        ratio: figure(rate.ratio),
        goal: ">= 0.9",
        met: rate.ratio >= 0.9,
      },
    ];
  } finally {
    await worker.stop();
  }
}

type Rates = { exchanges: number; refreshes: number };

/** So many codes redeemed by a fixed number of connections, then each connection refreshes what it got, over and over. */
async function measure({ tokenUrl, newCodes }: Provider, count: number, durationMs: number): Promise<Rates> {
  const codes = await newCodes(count);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const got: { code: Code; token: string }[] = [];
    let next = 0;
    const from = performance.now();
    const redeem = async () => {
      for (let code = codes[next++]; code; code = codes[next++])
        got.push({ code, token: refreshTokenOf(await send(agent, tokenUrl, exchangeRequest(code))) });
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, redeem));
    const exchanges = (count * 1000) / (performance.now() - from);
    let refreshed = 0;
    const start = performance.now();
    const refresh = async (connection: number) => {
      for (let turn = connection; performance.now() < start + durationMs; turn += CONNECTIONS) {
        const holder = got[turn % got.length];
        if (!holder) return;
        holder.token = refreshTokenOf(await send(agent, tokenUrl, refreshRequest(holder.code, holder.token)));
        refreshed += 1;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => refresh(connection)));
    return { exchanges, refreshes: (refreshed * 1000) / (performance.now() - start) };
  } finally {
    agent.destroy();
  }
}

/** How many of 24 parallel redemptions of one code succeed, at the worst of six rounds. */
async function mostRedemptions({ tokenUrl, newCodes }: Provider): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL });
  try {
    let most = 0;
    for (const code of await newCodes(REDEMPTION_ROUNDS)) {
      const replies = await Promise.all(
        Array.from({ length: PARALLEL }, () => send(agent, tokenUrl, exchangeRequest(code))),
      );
      most = Math.max(most, replies.filter(({ status }) => status === 200).length);
    }
    return most;
  } finally {
    agent.destroy();
  }
}

/** The token endpoint beside that of the library most Workers use, in one workerd. */
export async function tokens({ rounds, roundMs }: Effort): Promise<Line[]> {
  const worker = await startRuntime({ peers: [PEER] });
  try {
    const ours = await ourProvider(worker);
    const theirs = theirProvider(await worker.urlOf(PEER.name));
    // A multiple of the connections, so that no two of them refresh one token.
    const count = CONNECTIONS * Math.max(4, Math.round(roundMs / 100));
    await measure(ours, CONNECTIONS * 4, roundMs / 4);
    await measure(theirs, CONNECTIONS * 4, roundMs / 4);
    const measured = await interleave(
      rounds,
      () => measure(ours, count, roundMs),
      () => measure(theirs, count, roundMs),
    );
    const name = "@cloudflare/workers-oauth-provider 1.2.3, KV";
    const line = (what: string, figureOf: (rates: Rates) => number): Line => {
      const rate = compare(measured, figureOf);
      return {
        what,
        ours: figure(rate.ours),
        against: `${figure(rate.theirs)} ${name}`,
        ratio: figure(rate.ratio),
        goal: ">= 1.5",
        met: rate.ratio >= 1.5,
      };
    };
    const most = { ours: await mostRedemptions(ours), theirs: await mostRedemptions(theirs) };
    return [
      line("code exchange: requests/s", ({ exchanges }) => exchanges),
      line("refresh: requests/s", ({ refreshes }) => refreshes),
      {
        what: `one code redeemed ${PARALLEL} times in parallel: successes, the most of ${REDEMPTION_ROUNDS} rounds`,
        ours: String(most.ours),
        against: `${most.theirs} ${name}`,
        ratio: "",
        goal: "<= 1",
        met: most.ours <= 1,
      },
    ];
  } finally {
    await worker.stop();
  }
}
