export { type AppHealth, getAppHealth, healthCsv } from "./app-health";
export { LEAST_CALLS, THRESHOLDS } from "./rates";
