import { type InstallForm, installForm } from "#modules/installs";
import { type PublicIncident, recentIncidents } from "#modules/incidents";
import { summarizeHealth } from "#modules/integration-health";
import * as listings from "#modules/listings";
import type { PublicEndpoint } from "../../endpoint";
import { openEndpoint } from "../../open-endpoint";
import { pageAnswer } from "../../lists";
import { directoryQuery } from "./query";
import { params, tag } from "./fields";
import { detailExample, detailSchema, directoryExample, directorySchema } from "./schemas";

const unchanged = { description: "It is still what `If-None-Match` names.", headers: ["ETag"] } as const;

type Health = Awaited<ReturnType<typeof summarizeHealth>>;

type Beside = { health: Health; incidents: readonly PublicIncident[]; form: InstallForm | null };

function detail(listing: listings.Listing, { health, incidents, form }: Beside) {
  const { rating_score: score, rating_histogram: histogram, ...rest } = listing;
  const { average_rating: average, review_count: count } = rest;
  return {
    ...rest,
    install_form: form,
    ratings: { average, count, score: Math.round(score * 100) / 100, histogram },
    health,
    incidents,
  };
}

export const directoryOpen: readonly PublicEndpoint[] = [
  openEndpoint<listings.DirectoryQuery>({
    operationId: "listIntegrations",
    method: "get",
    path: "/marketplace/integrations",
    tag,
    summary: "Browse the integration directory",
    description:
      "Every integration there is or that is planned, and third-party applications that were approved. It needs no credential; with one, `installed` is answered.",
    query: { schema: directoryQuery },
    responses: {
      200: {
        description: "A page of integrations, with the counts that the filters would show.",
        schema: directorySchema,
        example: directoryExample,
        headers: ["ETag", "Link"],
      },
      304: unchanged,
    },
    run: async ({ ctx, query, request }) => {
      const page = await listings.listListings(ctx, query);
      const answer = pageAnswer(page, request);
      return { ...answer, body: { ...(answer.body as object), total: page.total, facets: page.facets } };
    },
  }),
  openEndpoint({
    operationId: "getIntegration",
    method: "get",
    path: "/marketplace/integrations/{slug}",
    params,
    tag,
    summary: "Get an integration",
    description: "What it does and needs, how it is set up, what others say of it, and how it has been doing.",
    responses: {
      200: { description: "The integration.", schema: detailSchema, example: detailExample, headers: ["ETag"] },
      304: unchanged,
    },
    run: async ({ ctx, params: { slug = "" } }) => {
      const [listing, health, incidents, form] = await Promise.all([
        listings.getListing(ctx, slug),
        summarizeHealth(ctx, slug),
        recentIncidents(ctx, slug),
        installForm(slug),
      ]);
      return { status: 200, body: detail(listing, { health, incidents, form }) };
    },
  }),
];
