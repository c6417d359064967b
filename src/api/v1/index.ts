import { protocolOperations } from "../oauth/protocol-operations";
import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiEndpoint } from "../openapi-endpoint";
import { adminEndpoints } from "./admin";
import { apiKeyEndpoints } from "./api-keys";
import { developerEndpoints, developerOpen } from "./developer";
import { builderEndpoints } from "./builder";
import { calendarEndpoints } from "./calendar";
import { documentEndpoints } from "./documents";
import { eventEndpoints } from "./events";
import { integrationEndpoints, integrationOpen } from "./integrations";
import { licenseEndpoints } from "./licenses";
import { marketplaceEndpoints, marketplaceOpen } from "./marketplace";
import { metaEndpoints } from "./meta";
import { notificationEndpoints } from "./notifications";
import { oauthEndpoints } from "./oauth";
import { permitEndpoints } from "./permits";
import { recordEndpoints } from "./records";
import { siteConditionEndpoints } from "./site-conditions";
import { tideEndpoints } from "./tides";
import { surveyEndpoints } from "./surveys";
import { usageEndpoints } from "./usage";
import { weatherEndpoints } from "./weather";
import { webhookEndpoints } from "./webhooks";

const endpoints: readonly AnyEndpoint[] = [
  ...recordEndpoints,
  ...documentEndpoints,
  ...apiKeyEndpoints,
  ...builderEndpoints,
  ...oauthEndpoints,
  ...usageEndpoints,
  ...eventEndpoints,
  ...webhookEndpoints,
  ...notificationEndpoints,
  ...marketplaceEndpoints,
  ...integrationEndpoints,
  ...weatherEndpoints,
  ...tideEndpoints,
  ...siteConditionEndpoints,
  ...calendarEndpoints,
  ...permitEndpoints,
  ...surveyEndpoints,
  ...licenseEndpoints,
  ...developerEndpoints,
  ...adminEndpoints,
];

const open: PublicEndpoint[] = [...metaEndpoints, ...marketplaceOpen, ...developerOpen, ...integrationOpen];

export const v1 = { endpoints, open, protocol: protocolOperations };

open.push(openApiEndpoint("v1", v1));
