export { purgeInbound, sweepInbound } from "./process";
export { receiveWebhook } from "./receive";
