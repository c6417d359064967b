export * from "../idempotency-keys";
export * from "./accounts";
export * from "./api-keys";
export * from "./builders";
export * from "./memberships";
export * from "./oauth";
export * from "./usage";
