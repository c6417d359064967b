import type { AnyEndpoint } from "../../endpoint";
import { deliveryEndpoints } from "./deliveries";
import { subscriptionEndpoints } from "./subscriptions";

export const webhookEndpoints: readonly AnyEndpoint[] = [...subscriptionEndpoints, ...deliveryEndpoints];
