import type { AnyEndpoint } from "../endpoint";
import { addressMatchEndpoints } from "./address-matches";
import { apiKeyEndpoints } from "./api-keys";
import { calendarEndpoints } from "./calendar";
import { documentEndpoints } from "./documents";
import { eventEndpoints } from "./events";
import { integrationEndpoints } from "./integrations";
import { licenseEndpoints } from "./licenses";
import { marketplaceEndpoints } from "./marketplace";
import { notificationEndpoints } from "./notifications";
import { permitEndpoints } from "./permits";
import { recordEndpoints } from "./records";
import { setbackEndpoints } from "./setbacks";
import { siteConditionEndpoints } from "./site-conditions";
import { surveyPlacementEndpoints } from "./survey-placements";
import { surveyEndpoints } from "./surveys";
import { tideEndpoints } from "./tides";
import { usageEndpoints } from "./usage";
import { weatherEndpoints } from "./weather";
import { webhookEndpoints } from "./webhooks";

/** What acts for a builder, and what applications may call; some of it is for people alone. */
export const dataEndpoints: readonly AnyEndpoint[] = [
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
  ...tideEndpoints,
  ...siteConditionEndpoints,
  ...addressMatchEndpoints,
  ...setbackEndpoints,
  ...calendarEndpoints,
  ...permitEndpoints,
  ...surveyEndpoints,
  ...surveyPlacementEndpoints,
  ...licenseEndpoints,
];
