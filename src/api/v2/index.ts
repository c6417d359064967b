import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiEndpoint } from "../openapi-endpoint";
import { projectEndpoints } from "./projects";

const endpoints: readonly AnyEndpoint[] = projectEndpoints;
const open: PublicEndpoint[] = [];

/** A preview: its shapes may still change. Both versions stand on the same domain. */
export const v2 = { endpoints, open };

open.push(openApiEndpoint("v2", v2));
