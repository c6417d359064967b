import { z } from "@hono/zod-openapi";
import type { ListQuery } from "#models";
import * as installs from "#modules/installs";
import { requireMatch } from "#modules/records";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import {
  installExample,
  installInputExample,
  installInputSchema,
  installParams as params,
  installPatchSchema,
  installSchema,
  integrationTag as tag,
  slugParam,
} from "./schemas";

type Shown = Awaited<ReturnType<typeof installs.getInstall>>;
const one = {
  200: {
    description: "The install.",
    schema: installSchema,
    example: installExample,
    headers: ["ETag" as const],
  },
};
const answerOne = ({ install, version }: Shown) => ({ status: 200 as const, body: install, version });
const matching = (request: Request) => {
  const tags = readTags(request, "if-match");
  return (version: number) => requireMatch(version, tags);
};

const turn = (
  operationId: string,
  verb: "pause" | "resume",
  summary: string,
  description: string,
  run: (...args: Parameters<typeof installs.pauseInstall>) => Promise<Shown>,
) =>
  endpoint<Shown>({
    operationId,
    method: "post",
    path: `/installs/{id}/${verb}`,
    params,
    scope: "write:integrations",
    tag,
    summary,
    description,
    idempotent: "tenant",
    responses: one,
    run: ({ ctx, params: { id = "" } }) => run(ctx, id),
    answer: answerOne,
  });

export const installEndpoints: readonly AnyEndpoint[] = [
  endpoint<installs.Install, installs.InstallInput>({
    operationId: "installIntegration",
    method: "post",
    path: "/marketplace/integrations/{slug}/install",
    params: slugParam,
    scope: "write:integrations",
    tag,
    summary: "Install an integration",
    description:
      "Agrees to the permissions its listing names and gives it settings and credentials. A call to the other side proves that they work; only then it counts. Where a member has to connect it at the other side, it is `pending` until they have. A builder has one install of an integration: installing it again changes nothing.",
    body: { schema: installInputSchema, example: installInputExample },
    idempotent: "tenant",
    callsUpstream: true,
    responses: { 200: { description: "The install.", schema: installSchema, example: installExample } },
    run: ({ ctx, body, params: { slug = "" } }) => installs.installIntegration(ctx, slug, body),
    answer: (install) => ({ status: 200, body: install }),
  }),
  endpoint<void, undefined, { purge?: "true" | "false" | undefined }>({
    operationId: "uninstallIntegration",
    method: "delete",
    path: "/marketplace/integrations/{slug}/uninstall",
    params: slugParam,
    scope: "write:integrations",
    tag,
    summary: "Uninstall an integration",
    description:
      "Its credentials are deleted, and revoked where the other side can; its syncs and actions stop. What it has brought stays yours, unless `purge` is true. Uninstalling it again changes nothing.",
    query: {
      schema: () =>
        z.strictObject({
          purge: z
            .enum(["true", "false"])
            .optional()
            .openapi({ description: "Whether what it has brought is deleted too.", example: "false" }),
        }),
    },
    responses: { 204: { description: "Uninstalled." } },
    run: ({ ctx, query, params: { slug = "" } }) => installs.uninstallBySlug(ctx, slug, query.purge === "true"),
    answer: () => ({ status: 204 }),
  }),
  endpoint<Awaited<ReturnType<typeof installs.listInstalls>>, undefined, ListQuery>({
    operationId: "listInstalls",
    method: "get",
    path: "/installs",
    scope: "read:integrations",
    tag,
    summary: "List installs",
    description: "The builder's integrations, newest first; also those that were uninstalled.",
    query: { list: installs.installList },
    responses: {
      200: {
        description: "A page of installs.",
        schema: () => pageSchema(installSchema(), "Install"),
        example: pageExample(installExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => installs.listInstalls(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<Shown>({
    operationId: "getInstall",
    method: "get",
    path: "/installs/{id}",
    params,
    scope: "read:integrations",
    tag,
    summary: "Get an install",
    description: "One integration of the builder.",
    responses: one,
    run: ({ ctx, params: { id = "" } }) => installs.getInstall(ctx, id),
    answer: answerOne,
  }),
  endpoint<Shown, installs.InstallPatch>({
    operationId: "updateInstall",
    method: "patch",
    path: "/installs/{id}",
    params,
    scope: "write:integrations",
    tag,
    summary: "Update an install",
    description:
      "Changes settings, credentials or rhythm. New settings and credentials are proved by a call first; an install that needed attention is active again.",
    body: {
      schema: installPatchSchema,
      example: { every_minutes: { weather_forecasts: 120 } },
      mergePatch: true,
    },
    conditional: true,
    callsUpstream: true,
    responses: one,
    run: ({ ctx, body, request, params: { id = "" } }) =>
      installs.updateInstallSettings(ctx, id, body, matching(request)),
    answer: answerOne,
  }),
  turn(
    "pauseInstall",
    "pause",
    "Pause an install",
    "Its syncs stop until it is resumed; one that is under way ends at its next page.",
    installs.pauseInstall,
  ),
  turn("resumeInstall", "resume", "Resume an install", "Its syncs run again, at once.", installs.resumeInstall),
];
