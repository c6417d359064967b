export { purgeRuns } from "./purge-runs";
export { enqueueDueSyncs } from "./due-syncs";
export { confirmRun, listRuns, listSyncedRecords, recordList, type Run, runList } from "./runs";
export { readSynced } from "./read-synced";
export { sitesOf } from "./sites";
export type { Sink, Sinks } from "./commit-page";
export { runSync } from "./run-sync";
