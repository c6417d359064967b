export { type Acting, actingBuilder } from "./acting-builder";
export { scopesOfRole } from "./roles";
