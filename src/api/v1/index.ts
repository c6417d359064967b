import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiEndpoint } from "../openapi-endpoint";
import { apiKeyEndpoints } from "./api-keys";
import { documentEndpoints } from "./documents";
import { eventEndpoints } from "./events";
import { metaEndpoints } from "./meta";
import { notificationEndpoints } from "./notifications";
import { recordEndpoints } from "./records";
import { usageEndpoints } from "./usage";
import { webhookEndpoints } from "./webhooks";

const endpoints: readonly AnyEndpoint[] = [
  ...recordEndpoints,
  ...documentEndpoints,
  ...apiKeyEndpoints,
  ...usageEndpoints,
  ...eventEndpoints,
  ...webhookEndpoints,
  ...notificationEndpoints,
];

const open: PublicEndpoint[] = [...metaEndpoints];

export const v1 = { endpoints, open };

open.push(openApiEndpoint("v1", v1));
