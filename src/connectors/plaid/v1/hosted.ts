import { z } from "zod";
import { type Call, endpoints, refused } from "#connectors/sdk";
import { usual } from "./client";

/** How long the address of the window is good. Plaid's own default is four hours. */
const URL_SECONDS = 3600;

/** Asks for a window at Plaid's own address, which sends the browser back when it is done (plaid.com/docs/link/hosted-link). */
export const hostedLink = (returnUrl: string | null) =>
  returnUrl === null
    ? {}
    : { hosted_link: { completion_redirect_uri: returnUrl, is_mobile_app: false, url_lifetime_seconds: URL_SECONDS } };

/** A session that was left without connecting anything has no results. */
const session = z.object({
  results: z.object({ item_add_results: z.array(z.object({ public_token: z.string().min(1) })).nullish() }).nullish(),
});

const api = endpoints(usual, {
  getLinkToken: {
    at: "POST /link/token/get",
    token: false,
    response: z.object({
      link_sessions: z.array(session).nullish(),
      metadata: z.object({ webhook: z.string().nullish() }),
    }),
  },
});

/**
 * What the last session of a link token gave.
 * @throws CallFailure when the token was made for another install, which is told by where its webhooks go
 */
export async function resultOf(call: Call, linkToken: string, webhookUrl: string | null): Promise<string | undefined> {
  const { link_sessions: sessions, metadata } = await call(api.getLinkToken, { body: { link_token: linkToken } });
  if ((metadata.webhook ?? null) !== webhookUrl)
    throw refused("This link token is not of this install. Begin the link once more.");
  const given = (sessions ?? []).flatMap(({ results }) => results?.item_add_results ?? []);
  return given.at(-1)?.public_token;
}
