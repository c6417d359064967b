export { projectTides, type ProjectTides, readTides, type SiteTides } from "./project-tides";
