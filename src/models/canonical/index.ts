export * from "./accounting";
export * from "./permit";
export * from "./tide";
export * from "./weather";
