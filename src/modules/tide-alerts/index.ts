export { tellNearTide } from "./remind-tide";
export { tideSinks } from "./synced";
