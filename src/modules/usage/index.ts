export { recordCall } from "./record-call";
export { listUsage, type UsageRow } from "./list-usage";
