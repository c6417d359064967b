export * from "./accounting";
export * from "./license";
export * from "./permit";
export * from "./weather";
