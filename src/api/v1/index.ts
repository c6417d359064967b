import { protocolOperations } from "../oauth/protocol-operations";
import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiEndpoint } from "../openapi-endpoint";
import { adminEndpoints } from "./admin";
import { builderEndpoints } from "./builder";
import { dataEndpoints } from "./data-endpoints";
import { developerEndpoints, developerOpen } from "./developer";
import { integrationOpen } from "./integrations";
import { marketplaceOpen } from "./marketplace";
import { metaEndpoints } from "./meta";
import { oauthEndpoints } from "./oauth";

const endpoints: readonly AnyEndpoint[] = [
  ...dataEndpoints,
  ...builderEndpoints,
  ...oauthEndpoints,
  ...developerEndpoints,
  ...adminEndpoints,
];

const open: PublicEndpoint[] = [...metaEndpoints, ...marketplaceOpen, ...developerOpen, ...integrationOpen];

export const v1 = { endpoints, open, protocol: protocolOperations };

open.push(openApiEndpoint("v1", v1));
