import { env } from "cloudflare:test";
import {
  type Call,
  CallFailure,
  type Exchange,
  type Manifest,
  type Recording,
  type Registered,
  type HookEvent,
  type SyncedRecord,
} from "#connectors/sdk";
import { type ActionName, actionOperations, configSchema, type SyncName } from "#models";
import { createCall } from "#modules/upstream";
import { canonicalJson } from "#lib/canonical-json";
import type { AnyVersion } from "../../src/modules/installs/open-connector";
import { type Sent, Upstream } from "./upstream";

export type Case = { manifest: Manifest; version: string; code: AnyVersion; recording: Recording };
export type Outcome = {
  records?: SyncedRecord<unknown>[];
  deleted?: string[];
  cursor?: string | null;
  output?: unknown;
  events?: readonly HookEvent[] | null;
  failure?: CallFailure;
};

function answerOf({ status, headers, body }: Exchange): Response {
  if (status === null) throw new TypeError("There was no answer in time.");
  return new Response(body === null ? null : typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

export async function casesOf(manifest: Manifest, registered: Registered): Promise<Case[]> {
  const cases = [];
  for (const [version, { load, recordings }] of Object.entries(registered.versions)) {
    const code = (await load()) as unknown as AnyVersion;
    for (const recording of await recordings()) cases.push({ manifest, version, code, recording });
  }
  return cases;
}

/** An answer that wants fewer calls, or later ones, holds up what else asks the same breaker: after it comes a new one. */
let breakers = 0;

function callOf({ manifest, code, recording }: Case): Call {
  const { auth } = manifest;
  const address = auth.type === "address" ? { address: auth.example } : {};
  const authorized = { headers: { authorization: "Bearer recorded" }, query: {}, ...address };
  const target = {
    slug: `replay-${breakers}`,
    name: manifest.name,
    version: "v1",
    installId: `replay-${breakers}`,
    hasConnection: false,
    policy: { failures: 1000, windowMs: 1, coolDownMs: 1, longestCoolDownMs: 1 },
    quota: undefined,
    baseUrl: code.baseUrl ?? "",
    allowedHosts: manifest.allowedHosts,
    headers: code.headers?.(configSchema(manifest.config).parse(recording.config)) ?? {},
    authorize: auth.type === "none" ? undefined : async () => authorized,
    retryMs: 1,
  };
  return createCall(env, target, () => undefined);
}

/** What of a request is not as it was recorded. */
function differences({ sent, carries = {} }: Exchange, { headers, body }: Sent): string[] {
  const missing = Object.entries(carries).filter(([name, value]) => headers.get(name) !== value);
  const isForm = headers.get("content-type") === "application/x-www-form-urlencoded";
  const isSame =
    sent === undefined ||
    isDeepEqual(isForm ? Object.fromEntries(new URLSearchParams(body)) : (JSON.parse(body) as unknown), sent);
  return [...(isSame ? [] : [`the body ${body}`]), ...missing.map(([name]) => `${name}: ${headers.get(name)}`)];
}

const isDeepEqual = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/**
 * Runs what was recorded against its exchanges, each of which answers once; a repeated request gets the last answer again,
 * and what is altered stays altered.
 * @param alter replaces the answer to the exchange of a number
 */
export async function replayCase(
  one: Case,
  alter: (exchange: Exchange, index: number) => Response | Promise<Response> | undefined = () => undefined,
): Promise<Outcome & { sent: Sent[] }> {
  const { recording, code } = one;
  const wrong: string[] = [];
  const used = new Set<number>();
  const upstream = new Upstream(async (sent) => {
    const asked = `${sent.method} ${sent.url.pathname}${sent.url.search}`;
    const all = recording.exchanges
      .map(({ request }, index) => (request === asked ? index : -1))
      .filter((at) => at >= 0);
    const index = all.find((at) => !used.has(at)) ?? all.at(-1) ?? -1;
    const exchange = recording.exchanges[index];
    if (!exchange) {
      wrong.push(asked);
      return new Response(null, { status: 599 });
    }
    wrong.push(...differences(exchange, sent).map((what) => `${asked} with ${what}`));
    const altered = alter(exchange, index);
    if (!altered) used.add(index);
    const answer = (await altered) ?? answerOf(exchange);
    if (answer.status === 429 || answer.headers.has("retry-after")) breakers += 1;
    return answer;
  });
  try {
    const outcome = await run(one, callOf(one), code);
    if (wrong.length > 0) throw new Error(`nothing is recorded for ${wrong.join(", ")}`);
    return { ...outcome, sent: upstream.sent };
  } finally {
    upstream.end();
  }
}

type AnyAction = { run: (run: object) => Promise<unknown>; find?: (run: object) => Promise<unknown> };

async function act(
  { operation, input, key, repeated, now }: Recording,
  code: AnyVersion,
  common: object,
): Promise<unknown> {
  const action = code.actions?.[operation as ActionName] as AnyAction | undefined;
  if (!action) throw new Error(`the version has no operation ${operation}`);
  const since = new Date(Date.parse(now) - 86_400_000);
  const given = { ...common, input: actionOperations[operation as ActionName].input().parse(input), key, since };
  return (repeated && (await action.find?.(given))) || (await action.run(given));
}

async function hear(
  { incoming, now }: Recording,
  code: AnyVersion,
  { call, config }: { call: Call; config: Record<string, unknown> },
) {
  if (!incoming || !code.webhook) throw new Error("the version or the recording has no webhook");
  const { headers, body, secret } = incoming;
  const sent = { method: "POST", headers: new Headers(headers), query: new URLSearchParams(), body };
  if (!(await code.webhook.verify(sent, { secret, config, now: new Date(now), call, kept: new Map() }))) return null;
  return code.webhook.parse(sent, { config });
}

const placesOf = ({ sites = [], addresses = [], permits = [] }: Recording) => ({
  sites: async () => sites,
  addresses: async () => addresses,
  permits: async () => permits,
});

async function run({ recording, manifest }: Case, call: Call, code: AnyVersion): Promise<Outcome> {
  const { operation, now } = recording;
  const config = configSchema(manifest.config).parse(recording.config);
  const common = { call, config, now: new Date(now) };
  const records: SyncedRecord<unknown>[] = [];
  const deleted: string[] = [];
  let cursor = recording.cursor ?? null;
  try {
    const sync = code.syncs?.[operation as SyncName];
    if (sync) {
      for await (const page of sync.run({ ...common, cursor, ...placesOf(recording) })) {
        records.push(...page.records);
        deleted.push(...(page.deleted ?? []));
        ({ cursor } = page);
      }
      return { records, deleted, cursor };
    }
    if (operation === "check") {
      await code.check?.(common);
      return {};
    }
    if (operation === "webhook") return { events: await hear(recording, code, common) };
    return { output: await act(recording, code, common) };
  } catch (error) {
    if (error instanceof CallFailure) return { records, deleted, failure: error };
    throw error;
  }
}
