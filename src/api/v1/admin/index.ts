import type { AnyEndpoint } from "../../endpoint";
import { appReviewEndpoints } from "./app-reviews";

export const adminEndpoints: readonly AnyEndpoint[] = [...appReviewEndpoints];
