import { protocolOperations } from "../oauth/protocol-operations";
import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiEndpoint } from "../openapi-endpoint";
import { adminEndpoints } from "./admin";
import { builderEndpoints } from "./builder";
import { dataEndpoints } from "./data-endpoints";
import { documentationEndpoints, documentationOpen } from "./documentation";
import { developerEndpoints, developerOpen } from "./developer";
import { integrationOpen } from "./integrations";
import { marketplaceOpen } from "./marketplace";
import { metaEndpoints } from "./meta";
import { statusOpen } from "./meta/status";
import { oauthEndpoints } from "./oauth";

const endpoints: readonly AnyEndpoint[] = [
  ...dataEndpoints,
  ...builderEndpoints,
  ...oauthEndpoints,
  ...developerEndpoints,
  ...adminEndpoints,
  ...documentationEndpoints,
];

const open: PublicEndpoint[] = [
  ...metaEndpoints,
  ...statusOpen,
  ...marketplaceOpen,
  ...developerOpen,
  ...integrationOpen,
  ...documentationOpen,
];

export const v1 = { endpoints, open, protocol: protocolOperations };

open.push(openApiEndpoint("v1", v1));
