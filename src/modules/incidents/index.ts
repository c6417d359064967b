export { addUpdate } from "./add-update";
export { getIncident, incidentList, incidentsSince, listIncidents, recentIncidents } from "./list-incidents";
export type { PublicIncident } from "./shape";
export {
  closeIncident,
  type Incident,
  listOpenIncidents,
  listUnannounced,
  markAnnounced,
  openIncident,
} from "./incidents";
