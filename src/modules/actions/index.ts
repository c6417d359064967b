export { enqueueDueActions, purgeActions } from "./due-actions";
export type { Finished, Meaning, Outcome, Outcomes } from "./outcome";
export { reactToEvents } from "./react-to-events";
export { cancelRequest, openRequest, requestAction } from "./request-action";
export { runAction } from "./run-action";
export { type ActionRequest, getActionRequest } from "./store";
