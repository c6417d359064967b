import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { connectCallback, connectEndpoints } from "./connect";
import { installEndpoints } from "./installs";
import { syncEndpoints } from "./syncs";

export const integrationEndpoints: readonly AnyEndpoint[] = [
  ...installEndpoints,
  ...connectEndpoints,
  ...syncEndpoints,
];

export const integrationOpen: readonly PublicEndpoint[] = [connectCallback];
