export { readSite, type SiteRecord } from "./read-site";
