export { createFeed, deleteFeed, type Feed, feedList, getFeed, listFeeds, type NewFeed } from "./manage-feed";
export { purgeCancellations } from "./purge-cancellations";
export { readCalendar } from "./read-calendar";
