export { type Authorize, createCall, type Credentials, type Target } from "./call";
export { callList, createCallLog, listCalls, purgeCalls, type UpstreamCall } from "./call-log";
export { connectionBreaker, listingBreaker } from "./gate";
