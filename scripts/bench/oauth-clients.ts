import { type Agent, request } from "node:http";
import { newToken } from "../../src/lib/access-token-format";
import { newSecret } from "../../src/lib/api-key-format";
import { sha256Base64Url, sha256Hex } from "../../src/lib/digest";
import { newId } from "../../src/lib/ids";
import { type LocalWorker, seedBuilder } from "../lib/local-worker";
import { NO_LIMIT } from "./runtime";

export const REDIRECT = "https://app.example/callback";
export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const SCOPES = JSON.stringify(["read:projects", "write:projects"]);

/** A client allows 1,200 requests a minute, so the load comes from many. */
const CLIENTS = 100;

/** A token request that is ready to be sent. */
export type TokenRequest = { headers: Record<string, string>; body: string };
export type Code = { clientId: string; secret: string; code: string };

export type Provider = { tokenUrl: URL; newCodes: (count: number) => Promise<Code[]> };

const encode = (text: string): string => encodeURIComponent(text);

function asClient({ clientId, secret }: Pick<Code, "clientId" | "secret">, form: Record<string, string>): TokenRequest {
  return {
    headers: {
      authorization: `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(form).toString(),
  };
}

export const exchangeRequest = (code: Code): TokenRequest =>
  asClient(code, {
    grant_type: "authorization_code",
    code: code.code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
  });

export const refreshRequest = (code: Code, refreshToken: string): TokenRequest =>
  asClient(code, { grant_type: "refresh_token", refresh_token: refreshToken });

const APPLICATIONS = `insert into oauth_applications (id, developer_id, name, description, client_id, type, client_secret_hash, redirect_uris,
 scopes, status, is_approved, created_at, updated_at)
 select value->>'id', 'd', 'Bench', '', value->>'clientId', 'confidential', value->>'hash', ?2, ?3, 'approved', 1, 0, 0 from json_each(?1)`;
const AUTHORIZATIONS = `insert into oauth_authorizations (id, builder_id, application_id, user_id, scopes_granted, access_scopes,
 refresh_expires_at, created_at) select value->>'id', ?2, value->>'application', 'u', ?3, ?3, ?4, ?5 from json_each(?1)`;
const CODES = `insert into oauth_codes (code_hash, authorization_id, application_id, redirect_uri, challenge, expires_at)
 select value->>'hash', value->>'id', value->>'application', ?2, ?3, ?4 from json_each(?1)`;

/** Ours, with clients and codes straight in its database: consent is a person's pace and not what is measured. */
export async function ourProvider(worker: LocalWorker): Promise<Provider> {
  const { PLATFORM_DB: platform } = await worker.env();
  const { builderId } = await seedBuilder(platform, { plan: "enterprise", rateLimit: NO_LIMIT });
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const secret = newSecret("ross_cs_", 40);
      return { id: newId(Date.now()), clientId: newSecret("", 24), secret, hash: await sha256Hex(secret) };
    }),
  );
  await platform
    .prepare(APPLICATIONS)
    .bind(JSON.stringify(clients), JSON.stringify([REDIRECT]), SCOPES)
    .run();
  const challenge = await sha256Base64Url(VERIFIER);
  const newCodes = async (count: number): Promise<Code[]> => {
    const now = Date.now();
    const made = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const client = clients[index % CLIENTS] ?? { id: "", clientId: "", secret: "" };
        const id = newId(now);
        const code = newToken("code", id);
        return { id, application: client.id, clientId: client.clientId, secret: client.secret, code };
      }),
    );
    const rows = JSON.stringify(
      await Promise.all(
        made.map(async ({ id, application, code }) => ({ id, application, hash: await sha256Hex(code) })),
      ),
    );
    await platform.batch([
      platform.prepare(AUTHORIZATIONS).bind(rows, builderId, SCOPES, now + 60_000, now),
      platform.prepare(CODES).bind(rows, REDIRECT, challenge, now + 60_000),
    ]);
    return made;
  };
  return { tokenUrl: new URL("/api/v1/oauth/token", worker.url), newCodes };
}

export function theirProvider(origin: string): Provider {
  const newCodes = async (count: number): Promise<Code[]> => {
    const body = JSON.stringify({ count, challenge: await sha256Base64Url(VERIFIER), redirectUri: REDIRECT });
    const response = await fetch(new URL("/setup", origin), { method: "POST", body });
    if (!response.ok) throw new Error(`the peer was not set up: ${await response.text()}`);
    const { clientId, secret, codes } = (await response.json()) as Pick<Code, "clientId" | "secret"> & {
      codes: string[];
    };
    return codes.map((code) => ({ clientId, secret, code }));
  };
  return { tokenUrl: new URL("/token", origin), newCodes };
}

export type TokenReply = { status: number; body: Record<string, unknown> };

/** One token request over a kept-alive connection of the agent. */
export const send = (agent: Agent, url: URL, { headers, body }: TokenRequest): Promise<TokenReply> =>
  new Promise((resolve, reject) => {
    const sent = request(url.href, { method: "POST", agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        try {
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> });
        } catch {
          reject(new Error(`${url.href} answered ${response.statusCode} and no JSON: ${text.slice(0, 300)}`));
        }
      });
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });

/** @throws Error unless the reply is a pair of tokens */
export function refreshTokenOf({ status, body }: TokenReply): string {
  const token = body["refresh_token"];
  if (status !== 200 || typeof token !== "string")
    throw new Error(`a token request was answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
  return token;
}
