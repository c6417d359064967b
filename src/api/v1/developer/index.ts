import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { appEndpoints } from "./apps";
import { assetEndpoints, assetOpen } from "./assets";
import { healthEndpoints } from "./health";
import { reviewEndpoints, reviewOpen } from "./reviews";
import { sandboxEndpoints } from "./sandbox";
import { webhookTestEndpoints } from "./webhook-test";

export const developerEndpoints: readonly AnyEndpoint[] = [
  ...appEndpoints,
  ...assetEndpoints,
  ...reviewEndpoints,
  ...healthEndpoints,
  ...sandboxEndpoints,
  ...webhookTestEndpoints,
];
export const developerOpen: readonly PublicEndpoint[] = [...assetOpen, ...reviewOpen];
