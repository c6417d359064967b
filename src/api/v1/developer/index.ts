import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { appEndpoints } from "./apps";
import { assetEndpoints, assetOpen } from "./assets";
import { sandboxEndpoints } from "./sandbox";
import { webhookTestEndpoints } from "./webhook-test";

export const developerEndpoints: readonly AnyEndpoint[] = [
  ...appEndpoints,
  ...assetEndpoints,
  ...sandboxEndpoints,
  ...webhookTestEndpoints,
];
export const developerOpen: readonly PublicEndpoint[] = [...assetOpen];
