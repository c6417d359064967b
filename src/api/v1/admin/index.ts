import type { AnyEndpoint } from "../../endpoint";
import { appReviewEndpoints } from "./app-reviews";
import { auditEndpoints } from "./audit";
import { contractAlertEndpoints } from "./contract-alerts";
import { directoryEndpoints } from "./directory";
import { adminIntegrationEndpoints } from "./integrations";
import { adminJurisdictionEndpoints } from "./jurisdictions";

export const adminEndpoints: readonly AnyEndpoint[] = [
  ...appReviewEndpoints,
  ...directoryEndpoints,
  ...adminIntegrationEndpoints,
  ...contractAlertEndpoints,
  ...adminJurisdictionEndpoints,
  ...auditEndpoints,
];
