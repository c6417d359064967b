export * from "./weather";
