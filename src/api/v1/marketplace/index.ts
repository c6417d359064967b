import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { directoryOpen } from "./directory";
import { followEndpoints } from "./follow";

export const marketplaceEndpoints: readonly AnyEndpoint[] = [...followEndpoints];
export const marketplaceOpen: readonly PublicEndpoint[] = [...directoryOpen];
