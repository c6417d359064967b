export {
  type AdminIntegration,
  killIntegration,
  listIntegrations,
  resetBreaker,
  restoreIntegration,
  settleIncidents,
} from "./switches";
