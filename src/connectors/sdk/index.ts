export * from "./endpoint";
export * from "./manifest";
export * from "./version";
