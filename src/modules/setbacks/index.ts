export { enterSetbacks, getSetbacks } from "./enter-setbacks";
export { courseSetbacks, type SiteSetbacks, siteSetbacks } from "./site-setbacks";
export type { StoredSetbacks } from "./store";
