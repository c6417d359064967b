import { expect } from "vitest";
import { sha256Base64Url } from "../../../src/lib/digest";
import type { Api, Asked } from "./api";
import { list } from "./records";
import { PUBLIC_URL, type World } from "./world";

const REDIRECT = "https://app.acme.example.com/oauth/callback";
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

type Client = { id: string; client_id: string; client_secret: string };
type Tokens = { access_token: string; refresh_token: string };

const basic = ({ client_id: id, client_secret: secret }: Client): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});
const form = (values: Record<string, string>): URLSearchParams => new URLSearchParams(values);

/** The consent page itself is for people; its form is posted to the Worker as a browser would. */
async function approve(api: Api, world: World, client: Client): Promise<string> {
  const query = {
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: REDIRECT,
    scope: "read:projects",
    state: "s",
    code_challenge: await sha256Base64Url(VERIFIER),
    code_challenge_method: "S256",
  };
  const { session } = world.people.owner;
  const page = await api.does<string>("authorizeApp", 200, { session, query });
  await api.does("authorizeApp", 400, { session, query: { ...query, client_id: "nobody" } });
  const valueOf = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`, "u").exec(page.body)?.[1] ?? "";
  const decided = await fetch(`${world.worker.url}/api/v1/oauth/authorize`, {
    method: "POST",
    headers: { cookie: session, origin: PUBLIC_URL },
    body: form({ handle: valueOf("handle"), builder_id: world.builderId, decision: "approve" }),
    redirect: "manual",
  });
  const location = new URL(decided.headers.get("location") ?? "");
  expect(location.searchParams.get("iss")).toBe(PUBLIC_URL);
  return location.searchParams.get("code") ?? "";
}

/** An application asks for access, gets tokens, uses and loses them. */
export async function exerciseOauth(api: Api, world: World): Promise<void> {
  const { developer, owner } = world.people;
  const example = api.routeOf("createApp").operation.requestBody?.content["application/json"]?.example as object;
  const { body: client } = await api.does<Client>("createApp", 201, { session: developer.session, body: example });
  const { PLATFORM_DB: platform } = await world.worker.env();
  await platform.prepare("update oauth_applications set is_approved = 1 where id = ?").bind(client.id).run();

  const asked = (values: Record<string, string>): Asked => ({ key: null, headers: basic(client), body: form(values) });
  const code = await approve(api, world, client);
  const exchange = { grant_type: "authorization_code", code, code_verifier: VERIFIER, redirect_uri: REDIRECT };
  await api.does("createToken", 401, { key: null, body: form({ ...exchange, client_id: client.client_id }) });
  await api.refuses("createToken", 400, asked({ grant_type: "password" }));
  const { body: tokens, headers } = await api.does<Tokens>("createToken", 200, asked(exchange));
  expect(headers.get("cache-control")).toBe("no-store");
  const refreshed = await api.does<Tokens>(
    "createToken",
    200,
    asked({ grant_type: "refresh_token", refresh_token: tokens.refresh_token }),
  );
  const token = refreshed.body.access_token;
  await api.does("listProjects", 200, { key: token });
  await api.does("createProject", 403, { key: token, body: { code: "A", name: "A" } });
  await api.does("introspectToken", 200, asked({ token }));
  await api.does("introspectToken", 200, asked({ token: tokens.access_token }));
  await api.does("introspectToken", 401, { key: null, body: form({ token, client_id: client.client_id }) });
  await api.refuses("introspectToken", 400, asked({}));

  await list(api, "listAuthorizedApps", {}, { session: owner.session });
  await list(api, "listAuthorizedApps");
  await api.does("revokeToken", 200, asked({ token, token_type_hint: "access_token" }));
  await api.does("listProjects", 401, { key: token });
  await api.does("revokeToken", 401, { key: null, body: form({ token }) });
  await api.refuses("revokeToken", 400, asked({}));
  await api.does("revokeAuthorizedApp", 204, { session: owner.session, params: { id: client.id } });
}
