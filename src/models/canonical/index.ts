export * from "./accounting";
export * from "./permit";
export * from "./permit-words";
export * from "./weather";
