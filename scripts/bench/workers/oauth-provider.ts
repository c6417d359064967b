/** The peer of a token endpoint: @cloudflare/workers-oauth-provider on KV, set up as its documentation does. */
import { OAuthProvider, type OAuthHelpers } from "@cloudflare/workers-oauth-provider";

type Bindings = { OAUTH_KV: KVNamespace; OAUTH_PROVIDER: OAuthHelpers };
type Setup = { count: number; challenge: string; redirectUri: string };

const SCOPE = ["read:projects", "write:projects"];

/** Makes a client and so many codes for it, one a user: a later grant of the same user would end the one before. */
async function setUp(request: Request, { OAUTH_PROVIDER: provider }: Bindings): Promise<Response> {
  const { count, challenge, redirectUri } = await request.json<Setup>();
  const client = await provider.createClient({ redirectUris: [redirectUri] });
  const codes = [];
  for (let index = 0; index < count; index += 1) {
    const { redirectTo } = await provider.completeAuthorization({
      request: {
        responseType: "code",
        clientId: client.clientId,
        redirectUri,
        scope: SCOPE,
        state: "s",
        codeChallenge: challenge,
        codeChallengeMethod: "S256",
      },
      userId: crypto.randomUUID(),
      metadata: {},
      scope: SCOPE,
      props: { builder: "b" },
    });
    codes.push(new URL(redirectTo).searchParams.get("code"));
  }
  return Response.json({ clientId: client.clientId, secret: client.clientSecret, codes });
}

export default new OAuthProvider<Bindings>({
  apiRoute: "/api/",
  apiHandler: { fetch: () => new Response("ok") },
  defaultHandler: { fetch: (request, env) => setUp(request, env) },
  authorizeEndpoint: "/authorize",
  tokenEndpoint: "/token",
  resourceMetadata: { resource: "http://127.0.0.1/api/" },
});
