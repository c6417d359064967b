import { env } from "cloudflare:test";
import {
  type Call,
  CallFailure,
  type Connector,
  type Exchange,
  type Manifest,
  type Recording,
  type SyncedRecord,
} from "#connectors/sdk";
import type { ActionName, SyncName } from "#models";
import { createCall } from "#modules/upstream";
import type { AnyVersion } from "../../src/modules/installs/open-connector";
import { type Sent, Upstream } from "./upstream";

export type Case = { manifest: Manifest; version: string; code: AnyVersion; recording: Recording };
export type Outcome = { records?: SyncedRecord<unknown>[]; output?: unknown; failure?: CallFailure };

const answerOf = ({ status, headers, body }: Exchange): Response =>
  new Response(body === null ? null : typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

export async function casesOf(manifest: Manifest, connector: Connector): Promise<Case[]> {
  const cases = [];
  for (const [version, { load, recordings }] of Object.entries(connector.versions)) {
    const code = (await load()) as unknown as AnyVersion;
    for (const recording of await recordings()) cases.push({ manifest, version, code, recording });
  }
  return cases;
}

let names = 0;

function callOf({ manifest, code, recording }: Case): Call {
  const authorized = { headers: { authorization: "Bearer recorded" }, query: {} };
  const target = {
    slug: `replay-${(names += 1)}-${Math.random().toString(36).slice(2)}`,
    name: manifest.name,
    version: "v1",
    installId: `replay-${names}`,
    hasConnection: false,
    policy: { failures: 1000, windowMs: 1, coolDownMs: 1, longestCoolDownMs: 1 },
    quota: undefined,
    baseUrl: code.baseUrl,
    allowedHosts: manifest.allowedHosts,
    headers: code.headers?.(recording.config) ?? {},
    authorize: manifest.auth.type === "none" ? undefined : async () => authorized,
    retryMs: 1,
  };
  return createCall(env, target, () => undefined);
}

/** Runs what was recorded against its exchanges. @param alter replaces the answer to the exchange of a number */
export async function replayCase(
  one: Case,
  alter: (exchange: Exchange, index: number) => Response | undefined = () => undefined,
): Promise<Outcome & { sent: Sent[] }> {
  const { recording, code } = one;
  const unknown: string[] = [];
  const upstream = new Upstream(({ method, url }) => {
    const asked = `${method} ${url.pathname}${url.search}`;
    const index = recording.exchanges.findIndex(({ request }) => request === asked);
    const exchange = recording.exchanges[index];
    if (!exchange) unknown.push(asked);
    return exchange ? (alter(exchange, index) ?? answerOf(exchange)) : new Response(null, { status: 599 });
  });
  try {
    const outcome = await run(one, callOf(one), code);
    if (unknown.length > 0) throw new Error(`nothing is recorded for ${unknown.join(", ")}`);
    return { ...outcome, sent: upstream.sent };
  } finally {
    upstream.end();
  }
}

async function run({ recording }: Case, call: Call, code: AnyVersion): Promise<Outcome> {
  const { operation, config, now, sites = [], input } = recording;
  const common = { call, config, now: new Date(now) };
  const records: SyncedRecord<unknown>[] = [];
  try {
    const sync = code.syncs?.[operation as SyncName];
    if (sync) {
      for await (const page of sync.run({ ...common, cursor: null, sites: async () => sites }))
        records.push(...page.records);
      return { records };
    }
    if (operation === "check") {
      await code.check?.(common);
      return {};
    }
    const action = code.actions?.[operation as ActionName] as { run: (run: object) => Promise<unknown> } | undefined;
    if (!action) throw new Error(`the version has no operation ${operation}`);
    return { output: await action.run({ ...common, input, key: "recorded" }) };
  } catch (error) {
    if (error instanceof CallFailure) return { records, failure: error };
    throw error;
  }
}
