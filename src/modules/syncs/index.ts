export { purgeRuns } from "./purge-runs";
export { enqueueDueSyncs } from "./due-syncs";
export { confirmRun, listRuns, listSyncedRecords, recordList, type Run, runList } from "./runs";
export { readSynced } from "./read-synced";
export type { Sink, Sinks } from "./commit-page";
export { followSites } from "./site-changes";
export { addressesOf, addressOf, sitesOf } from "./sites";
export { runSync } from "./run-sync";
export { type SyncState, syncState } from "./sync-state";
