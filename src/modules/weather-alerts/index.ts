export { alertSinks } from "./synced";
