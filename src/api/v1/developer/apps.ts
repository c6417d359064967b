import type { ListQuery } from "#models";
import * as apps from "#modules/developer-apps";
import { requireMatch } from "#modules/records";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import {
  appExample,
  appPatchSchema,
  appSchema,
  appWithSecretExample,
  appWithSecretSchema,
  newAppExample,
  newAppSchema,
  params,
  rotateSchema,
  tag,
} from "./schemas";

const one = {
  200: { description: "The application.", schema: appSchema, example: appExample, headers: ["ETag" as const] },
};
const answerOne = ({ app, version }: apps.VersionedApp) => ({ status: 200 as const, body: app, version });
const matching = (request: Request) => {
  const tags = readTags(request, "if-match");
  return (version: number) => requireMatch(version, tags);
};

export const appEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<Awaited<ReturnType<typeof apps.listApps>>, undefined, ListQuery>({
    operationId: "listApps",
    caller: "user",
    method: "get",
    path: "/developer/apps",
    tag,
    summary: "List applications",
    description: "Your own applications, newest first.",
    query: { list: apps.appList },
    responses: {
      200: {
        description: "A page of applications.",
        schema: () => pageSchema(appSchema(), "DeveloperApp"),
        example: pageExample(appExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => apps.listApps(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<apps.AppWithSecret, apps.NewApp>({
    operationId: "createApp",
    caller: "user",
    method: "post",
    path: "/developer/apps",
    tag,
    summary: "Register an application",
    description:
      "Gives it a client_id and, unless it is public, a client_secret that is shown this once. Until it is approved only sandboxes and the builders you belong to can authorize it.",
    body: { schema: newAppSchema, example: newAppExample },
    idempotent: "platform",
    responses: {
      201: {
        description: "The application, with its secret.",
        schema: appWithSecretSchema,
        example: appWithSecretExample,
        headers: ["Location"],
      },
    },
    run: ({ ctx, body }) => apps.registerApp(ctx, body),
    answer: (app) => ({ status: 201, body: app, location: `/api/v1/developer/apps/${app.id}` }),
  }),
  userEndpoint<apps.VersionedApp>({
    operationId: "getApp",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}",
    params,
    tag,
    summary: "Get an application",
    description: "One of your applications by its id.",
    responses: one,
    run: ({ ctx, params: { id = "" } }) => apps.getApp(ctx, id),
    answer: answerOne,
  }),
  userEndpoint<apps.VersionedApp, apps.AppPatch>({
    operationId: "updateApp",
    caller: "user",
    method: "patch",
    path: "/developer/apps/{id}",
    params,
    tag,
    summary: "Update an application",
    description:
      "Changes what is sent. Scopes and redirect URIs stand still from submission on; withdraw the application to change them.",
    body: { schema: appPatchSchema, example: { description: "Now with change orders." }, mergePatch: true },
    conditional: true,
    responses: one,
    run: ({ ctx, body, request, params: { id = "" } }) => apps.changeApp(ctx, id, body, matching(request)),
    answer: answerOne,
  }),
  userEndpoint<void>({
    operationId: "deleteApp",
    caller: "user",
    method: "delete",
    path: "/developer/apps/{id}",
    params,
    tag,
    summary: "Delete an application",
    description: "Ends every token it has at once, and takes its listing out of the marketplace.",
    conditional: true,
    responses: { 204: { description: "Deleted." } },
    run: ({ ctx, request, params: { id = "" } }) => apps.deleteApp(ctx, id, matching(request)),
    answer: () => ({ status: 204 }),
  }),
  userEndpoint<apps.AppWithSecret, { overlap_hours?: number | undefined }>({
    operationId: "rotateAppSecret",
    caller: "user",
    method: "post",
    path: "/developer/apps/{id}/rotate-secret",
    params,
    tag,
    summary: "Rotate an application's secret",
    description:
      "Makes a new client_secret, shown this once. The old one is accepted for the chosen time more; one older than that ends at once.",
    body: { schema: rotateSchema, example: { overlap_hours: 24 }, optional: true },
    idempotent: "platform",
    responses: {
      200: {
        description: "The application, with its new secret.",
        schema: appWithSecretSchema,
        example: appWithSecretExample,
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => apps.rotateAppSecret(ctx, id, body.overlap_hours ?? 24),
    answer: (app) => ({ status: 200, body: app }),
  }),
];
