export { sendDigests } from "./digest";
export { CHANNELS, kindNames } from "./kinds";
export { listNotifications, notificationList } from "./list-notifications";
export { markOwnRead, markRead } from "./mark-read";
export { listOwn } from "./member-list";
export { type Notice, notify, notifyUser } from "./notify";
export { notifyMany, withdrawMany } from "./notify-many";
export { changePreferences, type Choice, listPreferences, type Preference } from "./preferences";
export type { Notification } from "./shape";
