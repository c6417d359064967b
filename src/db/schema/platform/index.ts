export * from "../idempotency-keys";
export * from "./api-keys";
export * from "./builders";
export * from "./usage";
