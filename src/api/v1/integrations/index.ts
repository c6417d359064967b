import type { AnyEndpoint } from "../../endpoint";
import { installEndpoints } from "./installs";
import { syncEndpoints } from "./syncs";

export const integrationEndpoints: readonly AnyEndpoint[] = [...installEndpoints, ...syncEndpoints];
