export * from "./accounting";
export * from "./permit";
export * from "./weather";
