export { listNotifications, notificationList } from "./list-notifications";
export { markRead } from "./mark-read";
export { notify } from "./notify";
export { notifyMany, withdrawMany } from "./notify-many";
export type { Notification } from "./shape";
