export { type Conflict, conflictList, listConflicts, resolveConflict, SIDES } from "./conflicts";
export { linkList, listLinks } from "./links";
export { linkOutcomes } from "./pushed";
export { followRecords } from "./record-changes";
export { settleLinks } from "./settle";
export { linkSinks } from "./synced";
