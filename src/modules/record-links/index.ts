export { type Conflict, conflictList, listConflicts, resolveConflict, SIDES } from "./conflicts";
export { linkList, listLinks } from "./links";
export { linkOutcomes } from "./pushed";
export { linkSinks } from "./synced";
export { followVendors } from "./vendor-changes";
