export { CATEGORIES } from "#models";
export { publishListing, unpublishListing } from "./publish";
