export * from "../idempotency-keys";
export * from "./entities";
export * from "./events";
export * from "./integrations";
export * from "./licenses";
export * from "./notifications";
export * from "./surveys";
export * from "./webhooks";
