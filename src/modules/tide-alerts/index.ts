export { tideSinks } from "./synced";
