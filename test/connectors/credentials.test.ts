import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findInstall, openConnector } from "#modules/installs";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { HOST, listItems, registerConnector, TOKEN_URL } from "../support/test-connector";
import { json, jobContext, type Sent, Upstream } from "../support/upstream";

const AGREED = { permissions: ["Read your ledger"] };
const LOGIN = { username: "amity", password: "caf\u00e9: s3cret" };
const CLIENT = { client_id: "amity homes", client_secret: "s3cret/&" };

let upstream: Upstream;
/** What the last token is called; of those before, none is good. */
let issued: number;
let asked: { authorization: string | null; form: Record<string, string> }[];

const items = ({ url }: Sent): Response =>
  url.pathname === "/me" ? json({ ok: true }) : json({ items: [], next: null });

function token(
  { headers, body }: Sent,
  isGood: (authorization: string | null, form: URLSearchParams) => boolean,
): Response {
  const form = new URLSearchParams(body);
  const authorization = headers.get("authorization");
  asked.push({ authorization, form: Object.fromEntries(form) });
  if (!isGood(authorization, form)) return json({ error: "invalid_client" }, 401);
  issued += 1;
  return json({ access_token: `token-${issued}`, expires_in: 3600, token_type: "Bearer" });
}

beforeEach(() => {
  [issued, asked] = [0, []];
  upstream = new Upstream(items);
});
afterEach(() => upstream.end());

const installs = (client: Client, slug: string, credentials: object) =>
  client.post<{ id: string; status: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    ...AGREED,
    credentials,
  });

async function list(client: Client, id: string): Promise<unknown> {
  const ctx = await jobContext(client, id);
  const { call } = await openConnector(ctx, await findInstall(ctx, id));
  return await call(listItems);
}

/** What is kept of the credentials, as it lies in the database. */
const kept = async (id: string): Promise<string> =>
  JSON.stringify(await env.TENANT_DB_0.prepare("select * from connections where install_id = ?").bind(id).first());

test("a user name and password are proved, kept sealed and sent with each call as RFC 7617 says", async () => {
  const client = await newClient();
  const slug = registerConnector({ auth: { type: "basic", usernameLabel: "User", passwordLabel: "Password" } });
  const pair = Buffer.from(`${LOGIN.username}:${LOGIN.password}`, "utf8").toString("base64");
  upstream.behave = (sent) => (sent.headers.get("authorization") === `Basic ${pair}` ? items(sent) : json({}, 401));

  const problem = expectProblem(await installs(client, slug, { username: "amity" }), "invalid_request");
  expect(problem.errors).toEqual([{ pointer: "/credentials/password", detail: "Required." }]);
  expectProblem(await installs(client, slug, { ...LOGIN, password: "wrong" }), "invalid_request");
  const { body } = await installs(client, slug, LOGIN);
  expect(body.status).toBe("active");
  expect(await list(client, body.id)).toEqual({ items: [], next: null });
  expect(await kept(body.id)).not.toContain("s3cret");
  // The password is changed at the other side.
  upstream.behave = () => json({}, 401);
  await expect(list(client, body.id)).rejects.toMatchObject({ class: "config" });
});

test.for(["basic", "body"] as const)("client credentials get a token and renew it, named by %s", async (clientAuth) => {
  const client = await newClient();
  const auth = { type: "oauth2_client", tokenUrl: TOKEN_URL, scopes: ["read", "write"], clientAuth } as const;
  const slug = registerConnector({ auth: { ...auth, parameters: { audience: `https://${HOST}` } } });
  const pair = [CLIENT.client_id, CLIENT.client_secret].map(encodeURIComponent).join(":");
  const byHeader = `Basic ${Buffer.from(pair).toString("base64")}`;
  const isClient = (authorization: string | null, form: URLSearchParams) =>
    clientAuth === "basic"
      ? authorization === byHeader && !form.has("client_secret")
      : authorization === null && form.get("client_secret") === CLIENT.client_secret;
  upstream.behave = (sent) => {
    if (sent.url.pathname === "/oauth/token") return token(sent, isClient);
    return sent.headers.get("authorization") === `Bearer token-${issued}` ? items(sent) : json({}, 401);
  };

  expectProblem(await installs(client, slug, { ...CLIENT, client_secret: "wrong" }), "invalid_request");
  const { body } = await installs(client, slug, CLIENT);
  expect([body.status, issued]).toEqual(["active", 1]);
  const wanted = { grant_type: "client_credentials", scope: "read write", audience: `https://${HOST}` };
  expect(asked.at(-1)?.form).toMatchObject(wanted);
  expect(await kept(body.id)).not.toMatch(/s3cret|token-1/u);

  // It ends by the clock, and once before its time: each is one new token.
  await env.TENANT_DB_0.prepare("update connections set expires_at = 1 where install_id = ?").bind(body.id).run();
  expect(await list(client, body.id)).toEqual({ items: [], next: null });
  expect([issued, asked.at(-1)?.form]).toEqual([2, expect.objectContaining(wanted)]);
  issued = 7;
  expect(await list(client, body.id)).toEqual({ items: [], next: null });
  expect(issued).toBe(8);
  expect(await list(client, body.id)).toEqual({ items: [], next: null });
  expect(issued).toBe(8);
});
