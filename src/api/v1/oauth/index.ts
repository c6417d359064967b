import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, textSchema, timeSchema } from "#models";
import { allScopes } from "#modules/access";
import * as oauth from "#modules/oauth";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";

const time = (description: string) => timeSchema().openapi({ description, example: "2026-04-14T08:00:00.000Z" });
const scopes = (description: string) =>
  z
    .array(z.enum(allScopes as unknown as [string, ...string[]]))
    .max(100)
    .openapi({ description, example: ["read:projects", "write:invoices"] });
const text = (max: number, description: string, example: string) => textSchema(max).openapi({ description, example });
const optional = (max: number, description: string, example: string | null) =>
  textSchema(max).nullable().openapi({ description, example });
const id = (description: string, of: string) => idSchema().openapi({ description, example: of });

const person = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b44",
  name: "Ellen Brody",
  email: "ellen@amityislandhomes.example",
};
const grantExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b55",
  scopes: ["read:projects", "write:invoices"],
  granted_by: person,
  granted_at: "2026-04-14T08:00:00.000Z",
  last_used_at: "2026-04-14T09:30:00.000Z",
};
const example = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b33",
  name: "Draw Desk",
  description: "Prepares draw requests from your invoices.",
  developer: "Harbor Software",
  homepage_url: "https://drawdesk.example/",
  logo_url: null,
  is_approved: true,
  scopes: grantExample.scopes,
  granted_by: person,
  granted_at: grantExample.granted_at,
  last_used_at: grantExample.last_used_at,
  grants: [grantExample],
  created_at: grantExample.granted_at,
};

const shared = once(() => ({
  granted_by: z
    .object({
      id: id("Identifier.", person.id),
      name: optional(200, "Name.", person.name),
      email: optional(254, "E-mail address.", person.email),
    })
    .openapi("AuthorizedBy", { description: "The member who allowed it." }),
  granted_at: time("When it was allowed."),
  last_used_at: timeSchema()
    .nullable()
    .openapi({ description: "When it was last used; right within a minute.", example: "2026-04-14T09:30:00.000Z" }),
}));

const grantSchema = once(() =>
  z
    .object({ id: id("Identifier.", grantExample.id), scopes: scopes("What this grant allows."), ...shared() })
    .openapi("AuthorizationGrant", { description: "What one member allowed an application at one time." }),
);

const appSchema = once(() =>
  z
    .object({
      id: id("The application.", example.id),
      name: text(100, "Its name.", example.name),
      description: text(2000, "What it says it does.", example.description),
      developer: optional(200, "Who made it.", example.developer),
      homepage_url: optional(2000, "Its site.", example.homepage_url),
      logo_url: z.string().max(200).nullable().openapi({
        format: "uri-reference",
        description: "Path of its logo.",
        example: "/api/v1/app-assets/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2d11",
      }),
      is_approved: z.boolean().openapi({ description: "Whether RossOS has reviewed it.", example: true }),
      scopes: scopes("Everything it may do, by all of its grants."),
      ...shared(),
      grants: z
        .array(grantSchema())
        .max(20)
        .openapi({ description: "Each time a member allowed it, latest first; 20 at most." }),
      created_at: time("When it was first allowed, of what is still in force."),
    })
    .openapi("AuthorizedApp", { description: "A third-party application that the builder let in." }),
);

const tag = "Authorized apps";

export const oauthEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof oauth.listAuthorizedApps>>, undefined, ListQuery>({
    operationId: "listAuthorizedApps",
    method: "get",
    path: "/oauth/authorized-apps",
    scope: "read:authorized_apps",
    tag,
    summary: "List authorized apps",
    description:
      "The applications that members of the builder have let in: what they may do, who allowed it and when, and when they were last used.",
    query: { list: oauth.authorizedAppList },
    responses: {
      200: {
        description: "A page of applications.",
        schema: () => pageSchema(appSchema(), "AuthorizedApp"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => oauth.listAuthorizedApps(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<void>({
    operationId: "revokeAuthorizedApp",
    method: "delete",
    path: "/oauth/authorized-apps/{id}",
    params: { id: { description: "Id of the application, or of one of its grants.", example: example.id } },
    conflictFree: true,
    scope: "write:authorized_apps",
    tag,
    summary: "Revoke an authorized app",
    description:
      "Takes away all that members allowed the application, or one grant alone. Once this is answered no request with its tokens is accepted anywhere. Revoking again is no error.",
    responses: { 204: { description: "Revoked." } },
    run: ({ ctx, params: { id: target = "" } }) => oauth.revokeAuthorizedApp(ctx, target),
    answer: () => ({ status: 204 }),
  }),
];
