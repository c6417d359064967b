import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { answerEndpoints } from "./answers";
import { directoryOpen } from "./directory";
import { followEndpoints } from "./follow";
import { healthOpen } from "./health";
import { incidentOpen } from "./incidents";
import { reviewEndpoints, reviewOpen } from "./reviews";

export const marketplaceEndpoints: readonly AnyEndpoint[] = [
  ...followEndpoints,
  ...reviewEndpoints,
  ...answerEndpoints,
];
export const marketplaceOpen: readonly PublicEndpoint[] = [
  ...directoryOpen,
  ...healthOpen,
  ...reviewOpen,
  ...incidentOpen,
];
