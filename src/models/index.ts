export * from "./catalogue";
export * from "./entities";
export * from "./entity";
export * from "./event-type";
export * from "./field";
export * from "./list-query";
export * from "./schemas";
