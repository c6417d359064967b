export * from "./accounting";
export * from "./banking";
export * from "./message";
export * from "./permit";
export * from "./permit-words";
export * from "./weather";
