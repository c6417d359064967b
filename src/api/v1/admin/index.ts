import type { AnyEndpoint } from "../../endpoint";
import { appReviewEndpoints } from "./app-reviews";
import { adminIntegrationEndpoints } from "./integrations";

export const adminEndpoints: readonly AnyEndpoint[] = [...appReviewEndpoints, ...adminIntegrationEndpoints];
