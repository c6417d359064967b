import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import * as switches from "#modules/integration-switches";
import { featureListing } from "#modules/listings";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { at, count, maybeAt, maybeText, shortText, slugParam as params } from "../integrations/schemas";

const tag = "Integrations";
const INCIDENT = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b70";

const example = {
  slug: "noaa-weather",
  name: "NOAA Weather",
  kill_switch: null,
  versions: [
    {
      name: "v1",
      upstream: "api.weather.gov 1.9",
      status: "current",
      upgrade_deadline: null,
      breaker: { state: "closed", failures: 0, opened_at: null, next_probe_at: null },
    },
  ],
  incident: null,
};

const breakerSchema = once(() =>
  z
    .object({
      state: z.enum(["closed", "open"]).openapi({ description: "`open`: calls are cut off.", example: "closed" }),
      failures: count("Failures in a row.", 0),
      opened_at: maybeAt("When it opened.", null),
      next_probe_at: maybeAt("When a call may try again.", null),
    })
    .openapi({ description: "The circuit breaker that all builders share.", example: example.versions[0]?.breaker }),
);

const versionSchema = once(() =>
  z.object({
    name: shortText("The version.", "v1"),
    upstream: shortText("The upstream's own version.", "api.weather.gov 1.9"),
    status: z.enum(["current", "deprecated"]).openapi({ description: "Whether it stays.", example: "current" }),
    upgrade_deadline: maybeText("The day until which installs have to leave it.", null, 10),
    breaker: breakerSchema(),
  }),
);

const schema = once(() =>
  z
    .object({
      slug: shortText("The integration.", "noaa-weather"),
      name: shortText("Its name.", "NOAA Weather"),
      kill_switch: z
        .object({
          reason: shortText("Why it is off.", "It sends wrong data.", 500),
          killed_by: shortText("The admin who switched it off.", "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b71", 36),
          killed_at: at("When."),
        })
        .nullable()
        .openapi({ description: "Set while it is switched off.", example: null }),
      versions: z.array(versionSchema()).max(20).openapi({ description: "Its versions.", example: example.versions }),
      incident: z
        .object({
          id: shortText("Identifier.", INCIDENT, 36),
          cause: shortText("`breaker`: too many calls failed. `kill_switch`: an admin switched it off.", "breaker"),
          title: shortText("What builders are told.", "NOAA Weather has been temporarily disabled", 300),
          opened_at: at("When it began."),
        })
        .nullable()
        .openapi({ description: "The incident that is open.", example: null }),
    })
    .openapi("AdminIntegration", { description: "An integration, as platform admins see it." }),
);

type Featured = { is_featured: boolean };
const featuredShape = once(() => ({
  is_featured: z.boolean().openapi({ description: "Whether it is featured.", example: true }),
}));
const featuredSchema = once(() =>
  z.object(featuredShape()).openapi("IntegrationFeatured", { description: "Whether an integration is featured." }),
);
const featuredInputSchema = once(() =>
  z.strictObject(featuredShape()).openapi("IntegrationFeature", { description: "Whether it is to be featured." }),
);

const one = { 200: { description: "The integration.", schema: schema, example } } as const;
const answer = (integration: switches.AdminIntegration) => ({ status: 200 as const, body: integration });
const common = { caller: "platform_admin", method: "post", params, tag, idempotent: "platform" } as const;

export const adminIntegrationEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<switches.AdminIntegration[]>({
    operationId: "listAdminIntegrations",
    caller: "platform_admin",
    method: "get",
    path: "/admin/integrations",
    tag,
    summary: "List integrations with their switches",
    description: "Every integration that has a connector: its versions, their circuit breakers, and its kill switch.",
    responses: {
      200: {
        description: "The integrations.",
        schema: () =>
          z
            .object({
              data: z
                .array(schema())
                .max(1000)
                .openapi({ description: "All of them.", example: [example] }),
            })
            .openapi("AdminIntegrations", { description: "All integrations." }),
        example: { data: [example] },
      },
    },
    run: ({ ctx }) => switches.listIntegrations(ctx),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
  userEndpoint<switches.AdminIntegration, { reason: string }>({
    ...common,
    operationId: "killIntegration",
    path: "/admin/integrations/{slug}/kill",
    summary: "Switch an integration off",
    description:
      "For all builders. When the answer is there no further call to its upstream begins. Builders who have it installed are told.",
    body: {
      schema: () =>
        z
          .strictObject({ reason: shortText("Why; for the audit log.", "It sends wrong data.", 500).min(1) })
          .openapi("IntegrationKill", { description: "Why it is switched off." }),
      example: { reason: "It sends wrong data." },
    },
    responses: one,
    run: ({ ctx, body, params: { slug = "" } }) => switches.killIntegration(ctx, slug, body.reason),
    answer,
  }),
  userEndpoint<switches.AdminIntegration>({
    ...common,
    operationId: "restoreIntegration",
    path: "/admin/integrations/{slug}/restore",
    summary: "Switch an integration on again",
    description: "Its calls go out again, and the notice to builders is withdrawn.",
    responses: one,
    run: ({ ctx, params: { slug = "" } }) => switches.restoreIntegration(ctx, slug),
    answer,
  }),
  userEndpoint<switches.AdminIntegration>({
    ...common,
    operationId: "resetIntegrationBreaker",
    path: "/admin/integrations/{slug}/breaker/reset",
    summary: "Close an integration's breakers",
    description: "Its calls go out at once, instead of after the next probe.",
    responses: one,
    run: ({ ctx, params: { slug = "" } }) => switches.resetBreaker(ctx, slug),
    answer,
  }),
  userEndpoint<Featured, Featured>({
    operationId: "featureIntegration",
    caller: "platform_admin",
    method: "put",
    path: "/admin/integrations/{slug}/featured",
    params,
    tag,
    summary: "Feature an integration, or no longer",
    description:
      "What is featured comes first among the most installed ones of the marketplace, and is labelled so. Any listing can be, third-party applications as well.",
    body: { schema: featuredInputSchema, example: { is_featured: true } },
    responses: { 200: { description: "How it stands.", schema: featuredSchema, example: { is_featured: true } } },
    run: async ({ ctx, body, params: { slug = "" } }) => {
      const { is_featured: isFeatured } = await featureListing(ctx, slug, body.is_featured);
      return { is_featured: isFeatured };
    },
    answer: (featured) => ({ status: 200, body: featured }),
  }),
];
