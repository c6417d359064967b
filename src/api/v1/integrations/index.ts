import type { AnyEndpoint, PublicEndpoint } from "../../endpoint";
import { actionEndpoints } from "./actions";
import { conflictEndpoints } from "./conflicts";
import { connectCallback, connectEndpoints } from "./connect";
import { installEndpoints } from "./installs";
import { linkEndpoints } from "./link";
import { recordLinkEndpoints } from "./record-links";
import { syncEndpoints } from "./syncs";
import { upgradeEndpoints } from "./upgrades";

export const integrationEndpoints: readonly AnyEndpoint[] = [
  ...installEndpoints,
  ...connectEndpoints,
  ...linkEndpoints,
  ...syncEndpoints,
  ...upgradeEndpoints,
  ...actionEndpoints,
  ...recordLinkEndpoints,
  ...conflictEndpoints,
];

export const integrationOpen: readonly PublicEndpoint[] = [connectCallback];
