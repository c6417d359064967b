export { projectTides, type ProjectTides } from "./project-tides";
