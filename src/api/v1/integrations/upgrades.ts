import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import * as upgrades from "#modules/upgrades";
import type { Install } from "#modules/installs";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import {
  count,
  errorClass,
  installExample,
  installParams as params,
  installSchema,
  integrationTag as tag,
  maybeText,
  shortText,
} from "./schemas";

type Shown = { install: Install; version: number };

const difference = {
  external_id: "INV-104",
  pointer: "/headline",
  before: '"Flood watch"',
  after: '"Flood watch until noon"',
};
const comparison = {
  sync: "weather_alerts",
  model: "weather_alert",
  compared: 12,
  changed: 1,
  only_before: 0,
  only_after: 0,
  is_complete: true,
  error_class: null,
  error: null,
  differences: [difference],
};
const previewExample = { from: "v1", to: "v2", is_clean: false, syncs: [comparison] };

const comparisonSchema = once(() =>
  z.object({
    sync: shortText("The sync.", comparison.sync),
    model: shortText("The kind of its records.", comparison.model),
    compared: count("Records that both versions have.", 12),
    changed: count("Of these, how many are not the same.", 1),
    only_before: count("Records that the new version does not bring.", 0),
    only_after: count("Records that only the new version brings.", 0),
    is_complete: z.boolean().openapi({
      description: "Whether everything was compared. A sync is compared for 1,000 records or 20 seconds.",
      example: true,
    }),
    error_class: errorClass(),
    error: maybeText("What went wrong."),
    differences: z
      .array(
        z.object({
          external_id: shortText("The record.", difference.external_id, 300),
          pointer: shortText("The field, as a JSON Pointer.", difference.pointer, 500),
          before: maybeText("What it is now, as JSON; null where there is nothing.", difference.before, 1000),
          after: maybeText("What it would be, as JSON; null where there is nothing.", difference.after, 1000),
        }),
      )
      .max(100)
      .openapi({ description: "Field by field, the first hundred.", example: comparison.differences }),
  }),
);

const previewSchema = once(() =>
  z
    .object({
      from: shortText("The version it uses.", "v1"),
      to: shortText("The version it would use.", "v2"),
      is_clean: z.boolean().openapi({ description: "Whether nothing would change.", example: false }),
      syncs: z
        .array(comparisonSchema())
        .max(50)
        .openapi({ description: "Each sync compared.", example: [comparison] }),
    })
    .openapi("UpgradePreview", { description: "What an upgrade would change." }),
);

const common = {
  method: "post",
  params,
  scope: "write:integrations",
  tag,
  idempotent: "tenant",
  callsUpstream: true,
} as const;

export const upgradeEndpoints: readonly AnyEndpoint[] = [
  endpoint<upgrades.Upgrade | Shown, undefined, { dry_run?: "true" | "false" | undefined }>({
    ...common,
    operationId: "upgradeInstall",
    path: "/installs/{id}/upgrade",
    summary: "Upgrade an install",
    description:
      "Moves it to the newest version of the integration. Settings, credentials and records stay. With `dry_run` nothing is changed: the new version runs in the shadow, and the answer is what it would bring differently.",
    query: {
      schema: () =>
        z.strictObject({
          dry_run: z
            .enum(["true", "false"])
            .optional()
            .openapi({ description: "Whether to compare only.", example: "true" }),
        }),
    },
    responses: {
      200: {
        description: "The install; or, of a dry run, what would change.",
        schema: () => z.union([previewSchema(), installSchema()]),
        example: previewExample,
      },
    },
    run: ({ ctx, query, params: { id = "" } }) =>
      query.dry_run === "true" ? upgrades.previewUpgrade(ctx, id) : upgrades.upgradeInstall(ctx, id),
    answer: (result) => ({ status: 200, body: "install" in result ? result.install : result }),
  }),
  endpoint<Shown>({
    ...common,
    operationId: "revertInstall",
    path: "/installs/{id}/revert",
    summary: "Take an upgrade back",
    description: "Moves it back to the version before its last upgrade, until that version has ended.",
    responses: { 200: { description: "The install.", schema: installSchema, example: installExample } },
    run: ({ ctx, params: { id = "" } }) => upgrades.revertInstall(ctx, id),
    answer: ({ install }) => ({ status: 200, body: install }),
  }),
];
