export { type KnownSite, knownSite, type Place, siteOf } from "./place";
export { isHere, type PlacedSync, readSite, type SiteRecord } from "./read-site";
