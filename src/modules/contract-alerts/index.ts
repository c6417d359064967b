export { alertList, listAlerts, resolveAlert } from "./list-alerts";
export { purgeAlerts } from "./purge-alerts";
export { recordMisfits } from "./record-misfits";
export type { ContractAlert } from "./shape";
export { tellAdmins } from "./tell-admins";
