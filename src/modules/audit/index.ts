export { audit, type AuditEntry, listAudit } from "./audit";
export { auditList, listLog } from "./list-log";
