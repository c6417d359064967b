export { createFeed, deleteFeed, getFeed, type NewFeed, type Feed } from "./manage-feed";
export { purgeCancellations } from "./purge-cancellations";
export { readCalendar } from "./read-calendar";
