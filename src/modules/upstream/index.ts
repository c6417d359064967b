export { type Authorize, createCall, type Target } from "./call";
export { callList, createCallLog, listCalls, purgeCalls, type UpstreamCall } from "./call-log";
export { listingBreaker } from "./gate";
