export { audit, type AuditEntry, listAudit } from "./audit";
