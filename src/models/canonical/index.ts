export * from "./accounting";
export * from "./message";
export * from "./permit";
export * from "./weather";
