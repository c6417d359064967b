export { purgeInbound, sweepInbound } from "./process";
export { type Received, receiveWebhook } from "./receive";
