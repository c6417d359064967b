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

export const toNotification = (row: NotificationRow): Notification => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  body: row.body,
  object_id: row.object_id,
  is_read: row.read_at !== null,
  created_at: new Date(row.created_at).toISOString(),
});
