export {
  type Cause,
  closeIncident,
  type Incident,
  listOpenIncidents,
  listUnannounced,
  markAnnounced,
  openIncident,
} from "./incidents";
