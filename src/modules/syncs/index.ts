export { purgeRuns } from "./purge-runs";
export { enqueueDueSyncs } from "./due-syncs";
export { confirmRun, listRuns, listSyncedRecords, recordList, type Run, runList } from "./runs";
export { runSync } from "./run-sync";
