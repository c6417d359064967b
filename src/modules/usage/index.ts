export { recordCall } from "./record-call";
export { listUsage, type UsageQuery, type UsageRow } from "./list-usage";
