import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import type { ListQuery } from "#models";
import * as installs from "#modules/installs";
import * as syncs from "#modules/syncs";
import { callList, listCalls, type UpstreamCall } from "#modules/upstream";
import { notFound } from "../../../errors";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import {
  callExample,
  callSchema,
  installParams as params,
  integrationTag as tag,
  isModel,
  NAME_PATTERN,
  recordExample,
  recordSchema,
  RUN_ID,
  runExample,
  runSchema,
  shortText,
} from "./schemas";

const askedSchema = once(() =>
  z
    .object({
      syncs: z
        .array(shortText("A sync.", "weather_forecasts"))
        .max(50)
        .openapi({ description: "The syncs that run now.", example: ["weather_forecasts"] }),
    })
    .openapi("SyncRequest", { description: "Syncs that were asked for." }),
);

export const syncEndpoints: readonly AnyEndpoint[] = [
  endpoint<{ syncs: string[] }, { sync?: string | undefined }>({
    operationId: "syncInstall",
    method: "post",
    path: "/installs/{id}/sync",
    params,
    scope: "write:integrations",
    tag,
    summary: "Sync now",
    description: "Runs a sync, or all of the install's, at once. One that is running is run again when it has ended.",
    body: {
      schema: () =>
        z
          .strictObject({ sync: shortText("The sync; without it all of them.", "weather_forecasts").optional() })
          .openapi("SyncRequestCreate", { description: "Which sync is to run." }),
      example: { sync: "weather_forecasts" },
      optional: true,
    },
    idempotent: "tenant",
    responses: {
      202: { description: "Asked for.", schema: askedSchema, example: { syncs: ["weather_forecasts"] } },
    },
    run: ({ ctx, body, params: { id = "" } }) => installs.requestSync(ctx, id, body.sync),
    answer: (asked) => ({ status: 202, body: asked }),
  }),
  endpoint<Awaited<ReturnType<typeof syncs.listRuns>>, undefined, ListQuery>({
    operationId: "listSyncRuns",
    method: "get",
    path: "/installs/{id}/runs",
    params,
    scope: "read:integrations",
    tag,
    summary: "List runs",
    description: "What the install's syncs have done, newest first, and how far a running one has come.",
    query: { list: syncs.runList },
    responses: {
      200: {
        description: "A page of runs.",
        schema: () => pageSchema(runSchema(), "SyncRun"),
        example: pageExample(runExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => syncs.listRuns(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<syncs.Run>({
    operationId: "confirmSyncRun",
    method: "post",
    path: "/installs/{id}/runs/{run_id}/confirm",
    params: { ...params, run_id: { description: "Id of the run.", example: RUN_ID } },
    scope: "write:integrations",
    tag,
    summary: "Confirm deletions",
    description:
      "A run that would delete more than a fifth of the records stops and waits. Confirming it lets the sync run again and delete as many.",
    idempotent: "tenant",
    responses: {
      200: {
        description: "The run.",
        schema: runSchema,
        example: { ...runExample, status: "confirmed", pending_deletions: 40 },
      },
    },
    run: ({ ctx, params: { id = "", run_id: runId = "" } }) => syncs.confirmRun(ctx, id, runId),
    answer: (run) => ({ status: 200, body: run }),
  }),
  endpoint<{ data: UpstreamCall[]; nextCursor: string | undefined }, undefined, ListQuery>({
    operationId: "listUpstreamCalls",
    method: "get",
    path: "/installs/{id}/calls",
    params,
    scope: "read:integrations",
    tag,
    summary: "List calls",
    description: "Requests the install has made to the other side in the last 14 days, newest first.",
    query: { list: callList },
    responses: {
      200: {
        description: "A page of calls.",
        schema: () => pageSchema(callSchema(), "UpstreamCall"),
        example: pageExample(callExample),
        headers: ["Link"],
      },
    },
    run: async ({ ctx, query, params: { id = "" } }) => {
      await installs.findInstall(ctx, id);
      return await listCalls(ctx, id, query);
    },
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<Awaited<ReturnType<typeof syncs.listSyncedRecords>>, undefined, ListQuery>({
    operationId: "listSyncedRecords",
    method: "get",
    path: "/installs/{id}/records/{model}",
    params: {
      ...params,
      model: { description: "Their kind.", example: "weather_forecast", pattern: NAME_PATTERN, noun: "model" },
    },
    scope: "read:integrations",
    tag,
    summary: "List synced records",
    description: "Records of one kind that the install has brought, by their ids at the other side.",
    query: { list: syncs.recordList },
    responses: {
      200: {
        description: "A page of records.",
        schema: () => pageSchema(recordSchema(), "SyncedRecord"),
        example: pageExample(recordExample),
        headers: ["Link"],
      },
    },
    run: async ({ ctx, query, params: { id = "", model = "" } }) => {
      if (!isModel(model)) throw notFound("model");
      return await syncs.listSyncedRecords(ctx, id, model, query);
    },
    answer: (page, { request }) => pageAnswer(page, request),
  }),
];
