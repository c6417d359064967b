export { type Part, type State, STATES } from "./parts";
export { DAYS_TOLD, type PlatformStatus, readStatus } from "./read-status";
