export {
  closeIncident,
  type Incident,
  listOpenIncidents,
  listUnannounced,
  markAnnounced,
  openIncident,
} from "./incidents";
