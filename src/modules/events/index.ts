export { eventList, getEvent, listEvents } from "./list-events";
export { purgeEvents } from "./purge-events";
export { type EventRow, toEvent, type WireEvent } from "./shape";
export { envelope } from "./shape";
