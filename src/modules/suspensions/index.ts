export { isSuspended, suspendedBuilders } from "./suspended";
