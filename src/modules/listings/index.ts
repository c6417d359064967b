export { announceAvailable, countAuthorizations } from "./announce";
export { applyInstallEvents } from "./apply-install-events";
export { CATEGORIES } from "#models";
export { featureListing } from "./feature";
export { follow, type Follow, unfollow } from "./follow";
export { getListing } from "./get-listing";
export { listListings } from "./list-listings";
export { publishListing, unpublishListing } from "./publish";
export { type DirectoryQuery, KINDS, type Listing, PRICING_TYPES, SORTS, STATUSES } from "./types";
