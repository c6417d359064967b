import type { AnyEndpoint } from "../../endpoint";
import { versions } from "../../versions";
import { apiKeyEndpoints } from "../api-keys";
import { documentEndpoints } from "../documents";
import { eventEndpoints } from "../events";
import { integrationEndpoints } from "../integrations";
import { marketplaceEndpoints } from "../marketplace";
import { notificationEndpoints } from "../notifications";
import { recordEndpoints } from "../records";
import { usageEndpoints } from "../usage";
import { weatherEndpoints } from "../weather";
import { webhookEndpoints } from "../webhooks";

/** What an application may call. */
const all: readonly AnyEndpoint[] = [
  ...recordEndpoints,
  ...documentEndpoints,
  ...apiKeyEndpoints,
  ...usageEndpoints,
  ...eventEndpoints,
  ...webhookEndpoints,
  ...notificationEndpoints,
  ...marketplaceEndpoints,
  ...integrationEndpoints,
  ...weatherEndpoints,
];
const scopes = new Map(all.map((spec) => [spec.operationId, "scope" in spec ? spec.scope : null]));

/** Usage names an operation of the first version as it is, and one of a later version as `v2.listProjects`. */
const VERSIONED = /^(v\d+)\.(.+)$/u;

/** The scope an operation needs, as usage names it. */
export const scopeOf = (operation: string): string | null | undefined =>
  scopes.get(VERSIONED.exec(operation)?.[2] ?? operation);

const deprecated = new Set(versions.filter((version) => version.deprecated !== null).map(({ version }) => version));

export const isDeprecated = (operation: string): boolean => deprecated.has(VERSIONED.exec(operation)?.[1] ?? "v1");
