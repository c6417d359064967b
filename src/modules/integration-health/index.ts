export { type DayHealth, readDays, readHealth, summarizeHealth } from "./read-health";
export { type HealthSample, purgeHealth, recordHealth } from "./record-health";
