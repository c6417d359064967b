export * from "./permit";
export * from "./weather";
