export { approveReport, listReports, rejectReport, reportList } from "./decide-report";
export { jurisdictionList, listJurisdictions } from "./list-jurisdictions";
export { type ReportInput, reportJurisdiction } from "./report-jurisdiction";
export {
  API_STATUSES,
  type FactChanges,
  type Jurisdiction,
  type JurisdictionReport,
  KINDS,
  PLATFORMS,
  REPORT_KINDS,
  REPORT_STATUSES,
} from "./shape";
export { getJurisdiction, jurisdictionsOf } from "./store";
