export { type CatalogueEntry, eventCatalogue, sampleEvent } from "./catalogue";
export { createSubscription } from "./create-subscription";
export { deliver } from "./deliver";
export { deliveryList, getDelivery, listDeliveries, replayDeliveries, replayDelivery } from "./deliveries";
export { endSubscriptions, listTies, type Tie } from "./end-subscriptions";
export { fanOut } from "./fan-out";
export {
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  rotateSecret,
  subscriptionList,
  updateSubscription,
} from "./manage-subscription";
export { purgeDeliveries } from "./purge-deliveries";
export { createResolver, post, refusal, requestOf, type Resolver } from "./send";
export { sweep } from "./sweep";
export { sendTestEvent } from "./test-event";
export type { Delivery, SubscriptionInput, SubscriptionPatch } from "./types";
