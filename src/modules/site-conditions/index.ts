export { PART_STATUSES } from "./part";
export { siteConditions, type SiteConditions } from "./site-conditions";
