import { z } from "@hono/zod-openapi";
import { currentUser } from "#modules/accounts";
import * as installs from "#modules/installs";
import { DomainError, toDomainError } from "../../../errors";
import { type AnyEndpoint, endpoint, type PublicEndpoint } from "../../endpoint";
import { html } from "../../html";
import { unauthenticated } from "../../limits";
import { statusOf } from "../../problem";
import { sitePage } from "../../site/frame";
import { at, installParams as params, integrationTag as tag, shortText } from "./schemas";

type Begun = Awaited<ReturnType<typeof installs.beginConnect>>;

const begunExample = {
  authorize_url: "https://login.example.com/authorize?client_id=rossos&response_type=code",
  expires_at: "2026-04-14T08:10:00.000Z",
};

export const connectEndpoints: readonly AnyEndpoint[] = [
  endpoint<Begun>({
    operationId: "connectInstall",
    method: "get",
    path: "/installs/{id}/connect",
    params,
    scope: "write:integrations",
    roles: ["owner", "admin"],
    tag,
    summary: "Connect an install",
    description:
      "Where a signed-in owner or admin goes to let us in at the other side. They come back to us within ten minutes, in the same browser; then the install is active.",
    responses: {
      200: {
        description: "Where to go.",
        schema: () =>
          z
            .object({
              authorize_url: shortText("The other side's consent screen.", begunExample.authorize_url, 4000),
              expires_at: at("Until when they may come back."),
            })
            .openapi("ConnectStart", { description: "A way to the other side." }),
        example: begunExample,
      },
    },
    run: ({ ctx, params: { id = "" } }) => installs.beginConnect(ctx, id),
    answer: (begun) => ({ status: 200, body: begun }),
  }),
];

/** It is for one person, once; the address they came by is nobody else's. */
function pageOf(status: number, title: string, text: string): Response {
  const page = sitePage({
    status,
    title: `${title} · RossOS Marketplace`,
    description: text,
    body: html`<main id="content" class="lost">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="/console/integrations/">Your integrations</a></p>
    </main>`,
  });
  page.headers.set("cache-control", "no-store");
  page.headers.set("referrer-policy", "no-referrer");
  return page;
}

async function takeBack(
  request: Request,
  env: Parameters<PublicEndpoint["respond"]>[1],
  execution: Parameters<PublicEndpoint["respond"]>[2],
) {
  const now = Date.now();
  const user = await currentUser(env, request, now);
  if (!user) throw unauthenticated("You are not signed in, or the session has ended. Sign in, and connect again.");
  const { searchParams: query } = new URL(request.url);
  const state = query.get("state");
  if (state === null || state.length > 200) throw new DomainError("forbidden", "This way back is not known.");
  const returned = { state, code: query.get("code"), error: query.get("error") };
  return await installs.endConnect(env, execution, user.id, returned, now);
}

/** Where an upstream's consent screen sends the user's browser back to; it answers people, not programs. */
export const connectCallback: PublicEndpoint = {
  operationId: "completeConnect",
  method: "get",
  path: "/connect/callback",
  tag,
  summary: "Come back from the other side",
  description:
    "The redirect URI of integrations that are connected at the other side. The browser of the member who began comes back here; the answer is a page for them.",
  responses: {
    200: { description: "A page that says that it is connected.", file: ["text/html"] },
    401: { description: "A page: nobody is signed in.", file: ["text/html"] },
    403: { description: "A page: it is not the way that this member began.", file: ["text/html"] },
  },
  respond: async (request, env, execution) => {
    try {
      const { name } = await takeBack(request, env, execution);
      return pageOf(200, `${name} is connected`, "Its data arrives within a few minutes.");
    } catch (error) {
      const known = toDomainError(error);
      if (!known) throw error;
      return pageOf(statusOf(known), "It is not connected", known.message);
    }
  },
};
