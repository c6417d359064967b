export { isSurge } from "./flags";
export {
  nearPrediction,
  projectTides,
  type ProjectTides,
  readTideConfig,
  readTides,
  type SiteTides,
  waterMeanwhile,
} from "./project-tides";
export { type KingTide, kingTideOf } from "./water";
