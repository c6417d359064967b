export { type Conflict, conflictList, getConflict, listConflicts, resolveConflict, SIDES } from "./conflicts";
export { getLink, LINK_STATES, linkList, listLinks, type RecordLink } from "./links";
export { linkOutcomes } from "./pushed";
export { followRecords } from "./record-changes";
export { settleLinks } from "./settle";
export { linkSinks } from "./synced";
