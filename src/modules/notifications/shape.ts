/** As on the wire. */
export type Notification = {
  id: string;
  kind: string;
  title: string;
  body: string;
  /** Id of the record it is about. */
  object_id: string | null;
  is_read: boolean;
  created_at: string;
};

export const COLUMNS = "id, kind, title, body, object_id, read_at, created_at";

export type NotificationRow = Omit<Notification, "is_read" | "created_at"> & {
  read_at: number | null;
  created_at: number;
};

export const toNotification = ({ read_at: readAt, created_at: createdAt, ...row }: NotificationRow): Notification => ({
  ...row,
  is_read: readAt !== null,
  created_at: new Date(createdAt).toISOString(),
});
