import type { AnyEndpoint } from "../../endpoint";
import { appReviewEndpoints } from "./app-reviews";
import { directoryEndpoints } from "./directory";

export const adminEndpoints: readonly AnyEndpoint[] = [...appReviewEndpoints, ...directoryEndpoints];
