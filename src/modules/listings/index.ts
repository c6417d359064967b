export { CATEGORIES } from "./categories";
export { publishListing, unpublishListing } from "./publish";
