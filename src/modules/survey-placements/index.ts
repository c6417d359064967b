export { placeSurvey } from "./place-survey";
export { getPlacement, listPlacements, placementList, removePlacement } from "./read-placements";
export type { StoredPlacement } from "./store";
