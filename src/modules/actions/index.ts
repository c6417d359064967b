export { enqueueDueActions, purgeActions } from "./due-actions";
export { reactToEvents } from "./react-to-events";
export { requestAction } from "./request-action";
export { runAction } from "./run-action";
export { type ActionRequest, getActionRequest } from "./store";
