export * from "../idempotency-keys";
export * from "./calendar";
export * from "./entities";
export * from "./events";
export * from "./integrations";
export * from "./notifications";
export * from "./permits";
export * from "./webhooks";
