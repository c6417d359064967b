import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { sandboxEndpoints } from "./sandbox";

export const developerEndpoints: readonly AnyEndpoint[] = [...sandboxEndpoints];
export const developerOpen: readonly PublicEndpoint[] = [];
