export { recordCall } from "./record-call";
export { KEPT_DAYS, purgeUsage } from "./purge-usage";
export { listUsage, type UsageRow } from "./list-usage";
