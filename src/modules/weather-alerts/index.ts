export { tellNearSurge } from "./remind-surge";
export { alertSinks } from "./synced";
