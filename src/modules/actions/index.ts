export { enqueueDueActions, purgeActions } from "./due-actions";
export { requestAction } from "./request-action";
export { runAction } from "./run-action";
export { type ActionRequest, getActionRequest } from "./store";
