export * from "./accounting";
export * from "./flood";
export * from "./parcel";
export * from "./permit";
export * from "./tide";
export * from "./weather";
