export * from "./arcgis";
export * from "./endpoint";
export * from "./manifest";
export * from "./site-by-site";
export * from "./version";
